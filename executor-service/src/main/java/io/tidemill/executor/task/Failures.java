package io.tidemill.executor.task;

import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.event.CompletionStatus;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.project.SourceLines;
import io.tidemill.executor.statement.HandedBackException;
import io.tidemill.executor.statement.StatementCancelledException;
import io.tidemill.executor.statement.StatementFailedException;
import io.tidemill.executor.statement.StatementUnknownException;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever ended an attempt into what is told of it: status, code, dbt's message with the
 * model's own line.
 */
final class Failures {
  private Failures() {}

  /**
   * How an attempt failed.
   *
   * @param status ERROR, UNKNOWN or CANCELLED
   * @param code its code; null for a cancellation
   * @param message for people, in dbt's form
   * @param awsRequestId of the failing call; null where none
   */
  record Failure(
      CompletionStatus status,
      @Nullable ErrorCode code,
      String message,
      @Nullable String awsRequestId) {}

  /** Whether the task is to be handed back instead. */
  static @Nullable HandedBackException handedBack(Throwable thrown) {
    return find(thrown, HandedBackException.class);
  }

  /**
   * @param node the node; null when its project could not be read
   * @param compiled its compiled SQL; null when it was not compiled
   */
  static Failure of(Throwable thrown, @Nullable ManifestNode node, @Nullable String compiled) {
    if (find(thrown, StatementCancelledException.class) != null) {
      return new Failure(CompletionStatus.CANCELLED, null, "Cancelled", null);
    }
    ExecutorException known = find(thrown, ExecutorException.class);
    if (known instanceof StatementFailedException sql) {
      return failure(
          CompletionStatus.ERROR, sql, "Database Error", node, sqlWords(sql, node, compiled));
    }
    if (known instanceof StatementUnknownException) {
      return failure(CompletionStatus.UNKNOWN, known, "Runtime Error", node, words(known));
    }
    if (known != null) {
      return failure(CompletionStatus.ERROR, known, "Runtime Error", node, words(known));
    }
    if (find(thrown, ProjectException.class) != null) {
      String text =
          "Compilation Error" + in(node) + indent(words(thrown)) + advice(ErrorCode.COMPILATION);
      return new Failure(CompletionStatus.ERROR, ErrorCode.COMPILATION, text, null);
    }
    ErrorCode code =
        thrown instanceof KafkaException ? ErrorCode.AWS_UNAVAILABLE : ErrorCode.INTERNAL;
    String text = "Runtime Error" + in(node) + indent(thrown.toString()) + advice(code);
    return new Failure(CompletionStatus.ERROR, code, text, null);
  }

  private static Failure failure(
      CompletionStatus status,
      ExecutorException e,
      String kind,
      @Nullable ManifestNode node,
      String words) {
    return new Failure(
        status,
        e.code(),
        kind + in(node) + indent(words) + advice(e.code()),
        e.awsRequestId().orElse(null));
  }

  /** Spark's words, and where in the user's file they point. */
  private static String sqlWords(
      StatementFailedException e, @Nullable ManifestNode node, @Nullable String compiled) {
    String words = withoutPlan(e.error().message());
    Integer line = e.error().line();
    String sql = e.sql().orElse(null);
    if (line == null || sql == null || compiled == null || node == null) {
      return words;
    }
    OptionalInt inCompiled = SourceLines.inCompiled(sql, line, compiled);
    if (inCompiled.isEmpty()) {
      return words;
    }
    String place = "compiled line " + inCompiled.getAsInt();
    OptionalInt inSource = SourceLines.inSource(compiled, inCompiled.getAsInt(), node.rawCode());
    if (inSource.isPresent()) {
      place = node.originalFilePath() + " line " + inSource.getAsInt() + " (" + place + ")";
    }
    String text = compiled.split("\n", -1)[inCompiled.getAsInt() - 1].strip();
    return words + "\nat " + place + ": " + text;
  }

  /**
   * Spark adds the whole logical plan to what it cannot resolve; the place and the reason come
   * before it.
   */
  private static String withoutPlan(String message) {
    int plan = message.indexOf(";\n'");
    return plan > 0 ? message.substring(0, plan) : message;
  }

  private static String in(@Nullable ManifestNode node) {
    return node == null
        ? "\n"
        : " in %s %s (%s)\n"
            .formatted(
                node.resourceType().name().toLowerCase(Locale.ROOT),
                node.name(),
                node.originalFilePath());
  }

  private static String advice(ErrorCode code) {
    return "\n  " + code + ": " + code.advice();
  }

  private static String indent(String words) {
    return "  " + words.strip().replace("\n", "\n  ");
  }

  private static String words(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  /**
   * The exception itself or the nearest of its causes that is one; Jinja passes on what the
   * warehouse threw.
   */
  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      if (cause.getCause() == cause) {
        return null;
      }
    }
    return null;
  }
}
