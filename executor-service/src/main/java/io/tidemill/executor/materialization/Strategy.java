package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.Locale;

/** How an incremental model's new rows get into its table. */
enum Strategy {
  /** Rows are added. */
  APPEND("append"),
  /** The partitions in the new rows are replaced, all of the table when it has none. */
  INSERT_OVERWRITE("insert_overwrite"),
  /** Rows with a known key are updated, others added. */
  MERGE("merge"),
  /** Rows with a key among the new rows are removed, then all new rows added: one commit. */
  DELETE_INSERT("delete+insert"),
  /** As {@link #INSERT_OVERWRITE}, for models that are built in batches of time. */
  MICROBATCH("microbatch"),
  /** Whatever a macro of the user's says. */
  CUSTOM("custom");

  private static final String EXPECTED =
      "'append', 'merge', 'insert_overwrite', 'delete+insert', 'microbatch'";

  private final String label;

  Strategy(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The strategy that a config names, refused where the format cannot do it. */
  static Strategy of(String name, FileFormat format) {
    Strategy strategy = named(name);
    if (strategy.needsRowChanges() && !format.changesRows()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Invalid incremental strategy provided: %s\nYou can only choose this strategy when file_format is set to 'delta' or 'iceberg' or 'hudi' or 's3tables', but it is '%s'"
              .formatted(name, format.label()));
    }
    return strategy;
  }

  /** Whether running it a second time for the same rows would show in the table. */
  boolean addsBlindly(boolean hasKey) {
    return this == APPEND || this == CUSTOM || (this == MERGE && !hasKey);
  }

  private boolean needsRowChanges() {
    return this == MERGE || this == DELETE_INSERT;
  }

  private static Strategy named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    if (wanted.equals("default")) {
      return INSERT_OVERWRITE;
    }
    for (Strategy strategy : values()) {
      if (strategy != CUSTOM && strategy.label.equals(wanted)) {
        return strategy;
      }
    }
    throw new ExecutorException(
        ErrorCode.CONFIGURATION,
        "Invalid incremental strategy provided: %s\nExpected one of: %s".formatted(name, EXPECTED));
  }
}
