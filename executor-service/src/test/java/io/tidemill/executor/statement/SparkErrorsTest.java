package io.tidemill.executor.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.event.ErrorClass;
import io.tidemill.executor.error.ErrorCode;
import org.junit.jupiter.api.Test;

class SparkErrorsTest {

  @Test
  void blamesTheUserForSqlAndData() {
    assertCode(
        ErrorCode.SQL_SYNTAX,
        "org.apache.spark.sql.catalyst.parser.ParseException",
        "PARSE_SYNTAX_ERROR",
        "");
    assertCode(
        ErrorCode.RELATION_NOT_FOUND,
        "org.apache.spark.sql.AnalysisException",
        "TABLE_OR_VIEW_NOT_FOUND",
        "");
    assertCode(
        ErrorCode.SQL_ANALYSIS,
        "org.apache.spark.sql.catalyst.ExtendedAnalysisException",
        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        "");
    assertCode(
        ErrorCode.SQL_RUNTIME, "org.apache.spark.SparkArithmeticException", "DIVIDE_BY_ZERO", "");
    assertCode(
        ErrorCode.MERGE_CARDINALITY,
        "org.apache.spark.SparkRuntimeException",
        "MERGE_CARDINALITY_VIOLATION",
        "");
    assertThat(ErrorCode.SQL_ANALYSIS.errorClass()).isEqualTo(ErrorClass.USER);
  }

  @Test
  void callsALostRaceACommitConflict() {
    assertCode(
        ErrorCode.COMMIT_CONFLICT,
        "org.apache.iceberg.exceptions.CommitFailedException",
        null,
        "Cannot commit");
    assertCode(
        ErrorCode.COMMIT_CONFLICT,
        "org.apache.iceberg.exceptions.ValidationException",
        null,
        "Found conflicting files that can contain records matching true");
    assertCode(
        ErrorCode.COMMIT_CONFLICT,
        "io.delta.exceptions.ConcurrentAppendException",
        "DELTA_CONCURRENT_APPEND",
        "");
  }

  @Test
  void keepsAnUnknownCommitUnknown() {
    assertCode(
        ErrorCode.OUTCOME_UNKNOWN,
        "org.apache.iceberg.exceptions.CommitStateUnknownException",
        null,
        "cause");
  }

  @Test
  void looksIntoTheCausesOfAnErrorThatSaysNothingItself() {
    StepError wrapped =
        new StepError(
            "org.apache.spark.SparkException",
            null,
            null,
            "Job aborted",
            null,
            null,
            "Caused by: org.apache.iceberg.exceptions.CommitStateUnknownException: x");

    assertThat(SparkErrors.code(wrapped)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void blamesThePlatformForWhatLiesUnderneath() {
    assertCode(ErrorCode.ENGINE_FAILURE, "java.lang.OutOfMemoryError", null, "Java heap space");
    assertCode(
        ErrorCode.SESSION_LOST,
        "java.lang.IllegalStateException",
        null,
        "Cannot call methods on a stopped SparkContext");
    assertCode(ErrorCode.ENGINE_FAILURE, "java.io.IOException", null, "connection reset");
    assertCode(
        ErrorCode.ACCESS_DENIED,
        "org.apache.spark.SparkException",
        null,
        "Insufficient Lake Formation permission(s) on t");
  }

  @Test
  void aUsersWordsInAMessageDoNotChangeWhoIsToBlame() {
    assertCode(
        ErrorCode.SQL_ANALYSIS,
        "org.apache.spark.sql.AnalysisException",
        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
        "column `access denied` cannot be resolved");
  }

  @Test
  void blamesTheUserForWhatTheQueryRaisesOnTheDriver() {
    StepError raised =
        new StepError(
            "java.lang.RuntimeException",
            null,
            null,
            "slow down, rate exceeded",
            null,
            null,
            "org.apache.spark.sql.catalyst.expressions.RaiseError.eval(misc.scala:80)");

    assertThat(SparkErrors.code(raised)).isEqualTo(ErrorCode.SQL_RUNTIME);
  }

  @Test
  void blamesTheUserForWhatTheQueryRaisesInATask() {
    StepError raised =
        new StepError(
            "org.apache.spark.SparkException",
            "TASK_WRITE_FAILED",
            null,
            "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times:"
                + " java.lang.RuntimeException: boom\n"
                + "\tat org.apache.spark.sql.catalyst.expressions.GeneratedClass$GeneratedIterator.processNext",
            null,
            null,
            "Caused by: org.apache.spark.SparkException: [TASK_WRITE_FAILED] Task failed\n"
                + "Caused by: java.lang.RuntimeException: boom");

    assertThat(SparkErrors.code(raised)).isEqualTo(ErrorCode.SQL_RUNTIME);
  }

  @Test
  void looksUnderAFailedWriteForTheReason() {
    assertThat(SparkErrors.code(failedWrite("java.io.IOException: No space left on device")))
        .isEqualTo(ErrorCode.ENGINE_FAILURE);
    assertThat(
            SparkErrors.code(
                failedWrite("org.apache.spark.SparkArithmeticException: [DIVIDE_BY_ZERO] by zero")))
        .isEqualTo(ErrorCode.SQL_RUNTIME);
    assertThat(SparkErrors.code(failedWrite("java.lang.RuntimeException: cannot fetch block")))
        .isEqualTo(ErrorCode.ENGINE_FAILURE);
  }

  private static StepError failedWrite(String cause) {
    return new StepError(
        "org.apache.spark.SparkException",
        "TASK_WRITE_FAILED",
        null,
        "[TASK_WRITE_FAILED] Task failed while writing rows",
        null,
        null,
        "Caused by: " + cause);
  }

  private static void assertCode(ErrorCode code, String type, String condition, String message) {
    assertThat(SparkErrors.code(new StepError(type, condition, null, message, null, null, "")))
        .isEqualTo(code);
  }
}
