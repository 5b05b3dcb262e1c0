package io.tidemill.executor.materialization;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens when an incremental model's query no longer gives the columns of its table. */
enum SchemaChangePolicy {
  /** The table's columns are filled; what else the query gives is left out. */
  IGNORE,
  /** The model fails, its table untouched. */
  FAIL,
  /** New columns are added; ones that the query no longer gives stay, empty in new rows. */
  APPEND_NEW_COLUMNS,
  /** The table gets exactly the columns of the query. */
  SYNC_ALL_COLUMNS;

  /** The policy of that name; anything unknown is dbt's default, {@link #IGNORE}. */
  static SchemaChangePolicy of(@Nullable String name) {
    if (name != null) {
      for (SchemaChangePolicy policy : values()) {
        if (policy.name().equals(name.toUpperCase(Locale.ROOT))) {
          return policy;
        }
      }
    }
    return IGNORE;
  }
}
