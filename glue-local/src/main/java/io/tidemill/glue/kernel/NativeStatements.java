package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.spark.SparkEngine;
import io.tidemill.glue.statement.StatementRequest;
import io.tidemill.glue.statement.Step;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements of the protocol on the session without an interpreter. A failing step ends the
 * statement; its error is part of the answer.
 */
final class NativeStatements {
  private static final Logger LOG = LoggerFactory.getLogger(NativeStatements.class);

  private final SparkEngine engine;
  private final SparkSession session;

  NativeStatements(SparkEngine engine, SparkSession session) {
    this.engine = engine;
    this.session = session;
  }

  ObjectNode run(StatementRequest request, String jobGroup, BooleanSupplier cancelled) {
    return switch (request.operation()) {
      case PART -> response(true, Json.array());
      case INSTALL -> install(request);
      case RUN -> runWithConf(request, jobGroup, cancelled);
    };
  }

  private ObjectNode install(StatementRequest request) {
    try {
      request.conf().forEach(session.conf()::set);
      return response(true, Json.array());
    } catch (Exception e) {
      return failed(e);
    }
  }

  private ObjectNode runWithConf(
      StatementRequest request, String jobGroup, BooleanSupplier cancelled) {
    Map<String, Optional<String>> before = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, String> entry : request.conf().entrySet()) {
        Optional<String> old =
            session.conf().contains(entry.getKey())
                ? Optional.of(session.conf().get(entry.getKey()))
                : Optional.empty();
        session.conf().set(entry.getKey(), entry.getValue());
        before.put(entry.getKey(), old);
      }
      return runSteps(request, new StepRunner(engine, session, request, jobGroup), cancelled);
    } catch (Exception e) {
      return failed(e);
    } finally {
      before.forEach(this::restore);
    }
  }

  private ObjectNode runSteps(
      StatementRequest request, StepRunner runner, BooleanSupplier cancelled) {
    ArrayNode results = Json.array();
    Map<String, Integer> rowsOf = new HashMap<>();
    for (Step step : request.steps()) {
      if (cancelled.getAsBoolean()) {
        return response(false, results);
      }
      ObjectNode result = runStep(step, runner, rowsOf);
      results.add(result);
      rowsOf.put(step.name(), result.path("rows").size());
      if (!result.path("ok").asBoolean() && !ignoresErrors(step)) {
        return response(false, results);
      }
    }
    return response(true, results);
  }

  private static ObjectNode runStep(Step step, StepRunner runner, Map<String, Integer> rowsOf) {
    ObjectNode result = Json.object().put("name", step.name());
    if (!isDue(step, rowsOf)) {
      result.put("ok", true).put("skipped", true).put("millis", 0);
      result.setAll(StepRunner.blank());
      return result.putNull("error");
    }
    long start = System.nanoTime();
    ObjectNode outcome = StepRunner.blank();
    ObjectNode error = null;
    try {
      outcome = runner.run(step);
    } catch (Exception | LinkageError | StackOverflowError e) {
      LOG.debug("Step {} failed", step.name(), e);
      error = ErrorJson.of(e);
    }
    result.put("ok", error == null).put("skipped", false);
    result.put("millis", (System.nanoTime() - start) / 1_000_000);
    result.setAll(outcome);
    result.set("error", error);
    return result;
  }

  private static boolean isDue(Step step, Map<String, Integer> rowsOf) {
    if (step instanceof Step.Sql sql && sql.when().isPresent()) {
      Step.Condition condition = sql.when().get();
      return rowsOf.getOrDefault(condition.step(), 0) > 0 == condition.nonEmpty();
    }
    return true;
  }

  private static boolean ignoresErrors(Step step) {
    return step instanceof Step.Sql sql && sql.ignoreErrors();
  }

  private void restore(String key, Optional<String> value) {
    if (value.isPresent()) {
      session.conf().set(key, value.get());
    } else {
      session.conf().unset(key);
    }
  }

  private static ObjectNode failed(Exception e) {
    ObjectNode response = response(false, Json.array());
    response.set("error", ErrorJson.of(e));
    return response;
  }

  private static ObjectNode response(boolean ok, ArrayNode steps) {
    ObjectNode response = Json.object().put("ok", ok);
    response.set("steps", steps);
    return response;
  }
}
