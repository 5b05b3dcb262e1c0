package io.tidemill.executor.materialization;

import io.tidemill.event.CompletionStatus;
import io.tidemill.executor.catalog.CatalogTable;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data test's config.
 *
 * @param severityError whether the test may fail; otherwise it warns at most
 * @param failCalc expression over the rows found that counts failures
 * @param warnIf comparison by which the count is a warning
 * @param errorIf comparison by which the count is an error
 * @param limit rows to find at most
 */
record TestOptions(
    boolean severityError, String failCalc, String warnIf, String errorIf, Optional<String> limit) {

  static TestOptions of(ModelOptions options) {
    return new TestOptions(
        !options.text("severity").orElse("error").toLowerCase(Locale.ROOT).equals("warn"),
        options.text("fail_calc").orElse("count(*)"),
        options.text("warn_if").orElse("!= 0"),
        options.text("error_if").orElse("!= 0"),
        options.text("limit"));
  }

  /** dbt's verdict: an error counts only where the test may fail, then it hides a warning. */
  MaterializationResult judge(
      long failures, boolean shouldWarn, boolean shouldError, @Nullable CatalogTable relation) {
    String found =
        "Got %d %s, configured to ".formatted(failures, failures == 1 ? "result" : "results");
    if (severityError && shouldError) {
      return result(CompletionStatus.FAIL, found + "fail if " + errorIf, failures, relation);
    }
    if (shouldWarn) {
      return result(CompletionStatus.WARN, found + "warn if " + warnIf, failures, relation);
    }
    return result(CompletionStatus.PASS, "PASS", failures, relation);
  }

  private static MaterializationResult result(
      CompletionStatus status, String message, long failures, @Nullable CatalogTable relation) {
    return new MaterializationResult(status, message, null, failures, relation);
  }
}
