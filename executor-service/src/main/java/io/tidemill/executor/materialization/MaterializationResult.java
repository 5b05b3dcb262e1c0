package io.tidemill.executor.materialization;

import io.tidemill.event.CompletionStatus;
import io.tidemill.executor.catalog.CatalogTable;
import org.jspecify.annotations.Nullable;

/**
 * What building a node gave. Failures are exceptions; a test that finds rows is a result.
 *
 * @param status SUCCESS, or PASS, WARN, FAIL for tests, SKIPPED where nothing was to be done
 * @param message dbt's message, e.g. {@code OK} or {@code Got 3 results, configured to fail if !=
 *     0}
 * @param rowsAffected rows written; null where the engine does not say
 * @param failures failing rows of a test; null for other nodes
 * @param relation what was built, as it now is in the catalog; null for tests and where nothing was
 *     built
 */
public record MaterializationResult(
    CompletionStatus status,
    String message,
    @Nullable Long rowsAffected,
    @Nullable Long failures,
    @Nullable CatalogTable relation) {

  /** A relation was built. */
  public static MaterializationResult built(
      @Nullable CatalogTable relation, @Nullable Long rowsAffected) {
    return new MaterializationResult(CompletionStatus.SUCCESS, "OK", rowsAffected, null, relation);
  }
}
