package io.tidemill.executor.statement;

import io.tidemill.executor.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error of Spark or of a table format means, from its condition, its class and, last,
 * its words.
 */
final class SparkErrors {
  /** What the SQL that checks a contract's constraints says. */
  private static final String CONSTRAINT = "Constraint violated: ";

  /** What the class of an error begins with that a Python model raised itself. */
  private static final String PYTHON = "python.";

  private static final String RAISED = "java.lang.RuntimeException";

  /** A rule: any of the words in the condition, the class or the message means the code. */
  private record Rule(ErrorCode code, List<String> words) {}

  private static final List<Rule> BY_CONDITION =
      List.of(
          new Rule(
              ErrorCode.SQL_SYNTAX,
              List.of("PARSE_SYNTAX_ERROR", "PARSE_EMPTY_STATEMENT", "INVALID_SQL_SYNTAX")),
          new Rule(
              ErrorCode.MERGE_CARDINALITY,
              List.of("MERGE_CARDINALITY_VIOLATION", "DELTA_MULTIPLE_SOURCE_ROW")),
          new Rule(
              ErrorCode.RELATION_NOT_FOUND,
              List.of(
                  "TABLE_OR_VIEW_NOT_FOUND",
                  "SCHEMA_NOT_FOUND",
                  "VIEW_NOT_FOUND",
                  "DELTA_TABLE_NOT_FOUND")),
          new Rule(ErrorCode.COMMIT_CONFLICT, List.of("DELTA_CONCURRENT", "CONCURRENT_")),
          new Rule(
              ErrorCode.CONSTRAINT_VIOLATION,
              List.of("CONSTRAINT_VIOLAT", "NOT_NULL_ASSERT", "NOT_NULL_CONSTRAINT")));

  private static final List<Rule> BY_CLASS =
      List.of(
          new Rule(ErrorCode.OUTCOME_UNKNOWN, List.of("CommitStateUnknownException")),
          new Rule(ErrorCode.SQL_SYNTAX, List.of("ParseException")),
          new Rule(
              ErrorCode.COMMIT_CONFLICT,
              List.of(
                  "CommitFailedException",
                  "ConcurrentAppendException",
                  "ConcurrentDelete",
                  "ConcurrentModification",
                  "ConcurrentTransaction",
                  "ConcurrentWriteException",
                  "HoodieWriteConflictException",
                  "MetadataChangedException",
                  "ProtocolChangedException")),
          new Rule(
              ErrorCode.RELATION_NOT_FOUND,
              List.of(
                  "NoSuchTableException",
                  "NoSuchDatabaseException",
                  "NoSuchNamespaceException",
                  "NoSuchViewException")),
          new Rule(
              ErrorCode.ACCESS_DENIED,
              List.of("AccessDenied", "AccessControlException", "AuthorizationException")),
          new Rule(
              ErrorCode.ENGINE_FAILURE,
              List.of(
                  "OutOfMemoryError",
                  "FetchFailedException",
                  "StackOverflowError",
                  "Py4JNetworkError",
                  "Py4JError")),
          new Rule(ErrorCode.CONSTRAINT_VIOLATION, List.of("InvariantViolationException")),
          new Rule(ErrorCode.SQL_ANALYSIS, List.of("AnalysisException")),
          new Rule(
              ErrorCode.SQL_RUNTIME,
              List.of(
                  "ArithmeticException",
                  "DateTimeException",
                  "NumberFormatException",
                  "ArrayIndexOutOfBounds",
                  "NoSuchElementException",
                  "SparkRuntimeException",
                  "UnsupportedOperationException",
                  "IllegalArgumentException",
                  "SparkUpgradeException")));

  private static final List<Rule> BY_MESSAGE =
      List.of(
          new Rule(
              ErrorCode.ACCESS_DENIED,
              List.of(
                  "insufficient lake formation permission",
                  "access denied",
                  "is not authorized to perform")),
          new Rule(
              ErrorCode.COMMIT_CONFLICT,
              List.of(
                  "found conflicting files",
                  "cannot commit: stale table metadata",
                  "missing required files to delete",
                  "cannot commit, found new")),
          new Rule(
              ErrorCode.THROTTLED,
              List.of("slow down", "reduce your request rate", "rate exceeded", "throttl")),
          new Rule(
              ErrorCode.SESSION_LOST,
              List.of(
                  "sparkcontext was shut down", "cannot call methods on a stopped sparkcontext")),
          new Rule(
              ErrorCode.ENGINE_FAILURE,
              List.of(
                  "executorlostfailure",
                  "executor heartbeat timed out",
                  "no space left on device",
                  "java heap space")),
          new Rule(
              ErrorCode.SQL_RUNTIME,
              List.of("divide by zero", "cast_invalid_input", "malformed record")));

  /** Conditions that only say that something under them failed. */
  private static final List<String> WRAPPERS =
      List.of(
          "TASK_WRITE_FAILED", "WRITING_JOB_ABORTED", "FAILED_READ_FILE", "_LEGACY_ERROR_TEMP_");

  private static final Pattern NAMED_CONDITION = Pattern.compile("\\[([A-Z][A-Z0-9_.]{3,})]");

  private SparkErrors() {}

  static ErrorCode code(StepError error) {
    if (isRaisedByQuery(error)) {
      return error.message().contains(CONSTRAINT) || error.stack().contains(CONSTRAINT)
          ? ErrorCode.CONSTRAINT_VIOLATION
          : ErrorCode.SQL_RUNTIME;
    }
    if (error.type().startsWith(PYTHON)) {
      return ErrorCode.PYTHON_MODEL;
    }
    String condition = condition(error);
    ErrorCode byCondition = match(BY_CONDITION, condition);
    if (byCondition != null) {
      return byCondition;
    }
    String words = error.message() + "\n" + (condition.isEmpty() ? causes(error) : "");
    ErrorCode byMessage = match(BY_MESSAGE, words.toLowerCase(Locale.ROOT));
    // A validation by Iceberg is a conflict or a user's mistake: only its words tell.
    if (byMessage != null
        && (error.type().contains("ValidationException") || condition.isEmpty())) {
      return byMessage;
    }
    ErrorCode byClass = match(BY_CLASS, error.type());
    if (byClass != null) {
      return byClass;
    }
    ErrorCode byCause = match(BY_CLASS, causes(error));
    if (byCause != null) {
      return byCause;
    }
    // Spark names a condition for what it blames on the query; anything else is trouble underneath.
    if (!condition.isEmpty()) {
      return condition.startsWith("INTERNAL_ERROR")
          ? ErrorCode.ENGINE_FAILURE
          : ErrorCode.SQL_RUNTIME;
    }
    return error.type().contains("ValidationException")
        ? ErrorCode.SQL_ANALYSIS
        : ErrorCode.ENGINE_FAILURE;
  }

  /**
   * Whether {@code raise_error} or {@code assert_true} spoke: Spark 3 throws a bare
   * RuntimeException for them, from the expression itself. What the user wrote into it means
   * nothing.
   */
  private static boolean isRaisedByQuery(StepError error) {
    String causes = causes(error);
    String root = causes.isEmpty() ? error.type() : causes.substring(causes.lastIndexOf('\n') + 1);
    boolean bare = root.equals(RAISED) || root.startsWith(StepError.CAUSED_BY + RAISED + ":");
    String seen = error.message() + "\n" + error.stack();
    return bare && seen.contains("org.apache.spark.sql.catalyst.expressions.");
  }

  /** The condition that names the reason, which may be that of a cause. */
  private static String condition(StepError error) {
    String own = error.condition() == null ? "" : error.condition();
    if (!own.isEmpty() && WRAPPERS.stream().noneMatch(own::startsWith)) {
      return own;
    }
    return NAMED_CONDITION
        .matcher(causes(error))
        .results()
        .map(found -> found.group(1))
        .filter(named -> WRAPPERS.stream().noneMatch(named::startsWith))
        .findFirst()
        .orElse("");
  }

  private static String causes(StepError error) {
    return error
        .stack()
        .lines()
        .filter(line -> line.startsWith(StepError.CAUSED_BY))
        .collect(Collectors.joining("\n"));
  }

  private static @Nullable ErrorCode match(List<Rule> rules, String text) {
    for (Rule rule : rules) {
      if (rule.words().stream().anyMatch(text::contains)) {
        return rule.code();
      }
    }
    return null;
  }
}
