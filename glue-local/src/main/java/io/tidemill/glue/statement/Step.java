package io.tidemill.glue.statement;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a statement. */
public sealed interface Step {
  String name();

  /** SQL; what of its result is returned is up to {@code fetch}. */
  record Sql(
      String name,
      String sql,
      Fetch fetch,
      List<String> refresh,
      Optional<Condition> when,
      boolean ignoreErrors)
      implements Step {
    public Sql {
      refresh = List.copyOf(refresh);
    }
  }

  /** A temporary view over rows that came with the request; values are cast, and must fit. */
  record CreateView(
      String name, String view, List<ColumnType> columns, List<List<@Nullable String>> rows)
      implements Step {
    public CreateView {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** A temporary view over a CSV file. */
  record LoadCsv(
      String name,
      String view,
      String path,
      List<ColumnType> columns,
      String delimiter,
      boolean header,
      String nullValue)
      implements Step {
    public LoadCsv {
      columns = List.copyOf(columns);
    }
  }

  /** A column with a type in Spark's own words. */
  record ColumnType(String name, String type) {}

  /** Run only if an earlier step returned rows, or none. A skipped step counts as having none. */
  record Condition(String step, boolean nonEmpty) {}

  /** What comes back. */
  enum Fetch {
    NONE,
    ROWS,
    COUNT
  }
}
