package io.tidemill.glue.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import scala.Option;

/** A failed step's error: what Spark knows about it, as data. */
final class ErrorJson {
  private static final int STACK_DEPTH = 20;
  private static final int MAX_CAUSES = 8;

  private ErrorJson() {}

  static ObjectNode of(Throwable failure) {
    ObjectNode error = Json.object().put("class", failure.getClass().getName());
    SparkThrowable spark = sparkThrowable(failure);
    error.put("condition", spark == null ? null : spark.getErrorClass());
    error.put("sqlState", spark == null ? null : spark.getSqlState());
    error.put("message", message(failure));
    error.putNull("line").putNull("position");
    if (failure instanceof AnalysisException analysis) {
      putInt(error, "line", analysis.line());
      putInt(error, "position", analysis.startPosition());
    }
    error.set("causes", Json.strings(causes(failure)));
    error.set(
        "stack",
        Json.strings(
            Arrays.stream(failure.getStackTrace())
                .limit(STACK_DEPTH)
                .map(StackTraceElement::toString)
                .toList()));
    return error;
  }

  private static List<String> causes(Throwable failure) {
    List<String> causes = new ArrayList<>();
    Throwable cause = failure.getCause();
    while (cause != null && causes.size() < MAX_CAUSES) {
      causes.add(cause.toString());
      cause = cause.getCause();
    }
    return causes;
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** The first in the chain of causes that carries an error condition. */
  private static @org.jspecify.annotations.Nullable SparkThrowable sparkThrowable(
      Throwable failure) {
    Throwable current = failure;
    while (current != null) {
      if (current instanceof SparkThrowable spark && spark.getErrorClass() != null) {
        return spark;
      }
      current = current.getCause() == current ? null : current.getCause();
    }
    return null;
  }

  private static void putInt(ObjectNode error, String field, Option<Object> value) {
    if (value.isDefined()) {
      error.put(field, ((Number) value.get()).intValue());
    }
  }
}
