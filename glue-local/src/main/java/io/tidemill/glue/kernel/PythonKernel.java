package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Python in a CPython process of the session's own, which starts with the first code. One that
 * dies is replaced by the next code, without what it knew.
 */
final class PythonKernel implements LanguageKernel {
  private static final Logger LOG = LoggerFactory.getLogger(PythonKernel.class);

  private final String sessionId;
  private final PythonSpark spark;
  private @Nullable PythonProcess process;

  PythonKernel(String sessionId, PythonSpark spark) {
    this.sessionId = sessionId;
    this.spark = spark;
  }

  @Override
  public StatementOutput run(String code, String jobGroup) {
    try {
      return exchange(process(), code, jobGroup);
    } catch (IOException e) {
      end();
      String reason = spark.requirement() + ", but " + e.getMessage() + ".";
      return new StatementOutput.Failed("PythonUnavailable", reason, List.of(reason));
    }
  }

  @Override
  public synchronized void interrupt() {
    if (process != null) {
      try {
        process.interrupt();
      } catch (IOException e) {
        LOG.warn("Could not interrupt the Python of session {}", sessionId, e);
      }
    }
  }

  @Override
  public void close() {
    end();
    spark.close();
  }

  private StatementOutput exchange(PythonProcess python, String code, String jobGroup)
      throws IOException {
    python.send(Json.object().put("run", code).put("group", jobGroup));
    while (true) {
      ObjectNode message = python.receive();
      if (message.has("done")) {
        spark.release(Json.elements(message.path("released")));
        return output((ObjectNode) message.path("done"));
      }
      python.send(spark.answer(message.path("call").asText(), message.path("args")));
    }
  }

  private static StatementOutput output(ObjectNode done) {
    if (done.has("text")) {
      return new StatementOutput.Ok(done.path("text").asText());
    }
    return new StatementOutput.Failed(
        done.path("name").asText(),
        done.path("value").asText(),
        Json.stringList(done.path("traceback")));
  }

  private synchronized PythonProcess process() throws IOException {
    if (process == null) {
      process = PythonProcess.start(sessionId, spark);
    }
    return process;
  }

  private synchronized void end() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
