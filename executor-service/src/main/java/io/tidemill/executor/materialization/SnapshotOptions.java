package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot's config, read and checked.
 *
 * @param strategy how a changed row is recognised
 * @param uniqueKey columns or expressions that identify a row
 * @param updatedAt when the source says that a row was changed; empty: when the snapshot is taken
 * @param checkColumns columns to compare; empty with {@code check}: all of them
 * @param hardDeletes what becomes of rows that the source no longer has
 * @param validToCurrent what stands in {@code dbt_valid_to} of current rows; empty: null
 * @param meta names of dbt's own columns
 */
record SnapshotOptions(
    Strategy strategy,
    List<String> uniqueKey,
    Optional<String> updatedAt,
    List<String> checkColumns,
    HardDeletes hardDeletes,
    Optional<String> validToCurrent,
    MetaColumns meta) {

  enum Strategy {
    TIMESTAMP,
    CHECK
  }

  enum HardDeletes {
    IGNORE,
    INVALIDATE,
    NEW_RECORD
  }

  /** Names of the columns that a snapshot adds. */
  record MetaColumns(
      String validFrom, String validTo, String scdId, String updatedAt, String isDeleted) {

    static MetaColumns of(Object configured) {
      Map<?, ?> names = configured instanceof Map<?, ?> map ? map : Map.of();
      return new MetaColumns(
          name(names, "dbt_valid_from"),
          name(names, "dbt_valid_to"),
          name(names, "dbt_scd_id"),
          name(names, "dbt_updated_at"),
          name(names, "dbt_is_deleted"));
    }

    private static String name(Map<?, ?> names, String column) {
      Object name = names.get(column);
      return name == null ? column : name.toString();
    }
  }

  static SnapshotOptions of(ModelOptions options, String nodeId) {
    Strategy strategy = strategy(options, nodeId);
    List<String> uniqueKey = options.uniqueKey();
    if (uniqueKey.isEmpty()) {
      throw invalid(
          "Snapshots must be configured with a 'strategy' and 'unique_key': %s has no unique_key"
              .formatted(nodeId));
    }
    Optional<String> updatedAt = options.text("updated_at");
    if (strategy == Strategy.TIMESTAMP && updatedAt.isEmpty()) {
      throw invalid(
          "When using the timestamp strategy, you must configure 'updated_at': %s has none"
              .formatted(nodeId));
    }
    Object names = options.config().get("snapshot_meta_column_names");
    Object older = options.config().get("snapshot_table_column_names");
    return new SnapshotOptions(
        strategy,
        uniqueKey,
        updatedAt,
        strategy == Strategy.CHECK ? checkColumns(options, nodeId) : List.of(),
        hardDeletes(options),
        options.text("dbt_valid_to_current"),
        MetaColumns.of(names instanceof Map ? names : older == null ? Map.of() : older));
  }

  /** Whether two rows per deletion are kept: one that ends, one that says so. */
  boolean recordsDeletes() {
    return hardDeletes == HardDeletes.NEW_RECORD;
  }

  private static Strategy strategy(ModelOptions options, String nodeId) {
    String name = options.text("strategy").orElse("");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "timestamp" -> Strategy.TIMESTAMP;
      case "check" -> Strategy.CHECK;
      case "" ->
          throw invalid(
              "Snapshots must be configured with a 'strategy' and 'unique_key': %s has no strategy"
                  .formatted(nodeId));
      default ->
          throw invalid(
              "Expected strategy of %s to be 'timestamp' or 'check', but it is '%s'"
                  .formatted(nodeId, name));
    };
  }

  private static List<String> checkColumns(ModelOptions options, String nodeId) {
    List<String> columns = options.config().texts("check_cols");
    if (columns.isEmpty()) {
      throw invalid(
          "A snapshot configured with the check strategy must specify a check_cols configuration: %s has none"
              .formatted(nodeId));
    }
    return columns.equals(List.of("all")) ? List.of() : columns;
  }

  private static HardDeletes hardDeletes(ModelOptions options) {
    Optional<String> mode = options.text("hard_deletes");
    boolean older = options.config().get("invalidate_hard_deletes") != null;
    if (mode.isPresent() && older) {
      throw invalid(
          "You cannot set both the `invalidate_hard_deletes` and `hard_deletes` config properties on the same snapshot.");
    }
    if (older) {
      return options.flag("invalidate_hard_deletes", false)
          ? HardDeletes.INVALIDATE
          : HardDeletes.IGNORE;
    }
    return switch (mode.orElse("ignore").toLowerCase(Locale.ROOT)) {
      case "ignore" -> HardDeletes.IGNORE;
      case "invalidate" -> HardDeletes.INVALIDATE;
      case "new_record" -> HardDeletes.NEW_RECORD;
      default ->
          throw invalid(
              "Invalid setting for property hard_deletes: '%s'. Expected 'ignore', 'invalidate' or 'new_record'"
                  .formatted(mode.orElse("")));
    };
  }

  private static ExecutorException invalid(String message) {
    return new ExecutorException(ErrorCode.CONFIGURATION, message);
  }
}
