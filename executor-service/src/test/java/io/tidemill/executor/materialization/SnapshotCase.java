package io.tidemill.executor.materialization;

import io.tidemill.executor.materialization.Conformance.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A snapshot through its life; expected rows are kept by hand, one list of versions per key. */
final class SnapshotCase {
  static final List<String> SITUATIONS =
      List.of("first", "changes", "retried", "no change", "column added", "row returns");

  private final GlueLocalBench bench;
  private final String format;
  private final String strategy;
  private final String deletes;
  private final String table;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final List<Version> versions = new ArrayList<>();
  private final String run = "run-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private int runs;

  /** A row of the snapshot; the time is the source's, and null where it is the time of the run. */
  private static final class Version {
    final Map<String, String> row;
    boolean current = true;
    final boolean deleted;

    Version(Map<String, String> row, boolean deleted) {
      this.row = row;
      this.deleted = deleted;
    }

    String text(boolean withExtra) {
      String extra = withExtra ? " " + Objects.toString(row.get("extra"), "-") : "";
      return row.get("id") + " " + row.get("name") + extra + " " + current + " " + deleted;
    }
  }

  SnapshotCase(GlueLocalBench bench, String format, String strategy, String deletes) {
    this.bench = bench;
    this.format = format;
    this.strategy = strategy;
    this.deletes = deletes;
    this.table = "snap_" + format + "_" + strategy + "_" + deletes;
  }

  Map<String, Cell> run() {
    String columns = "id name ts";
    var first = ExpectedTable.batch(columns, "1 a 2026-01-01", "2 b 2026-01-01", "3 c 2026-01-01");
    var second = ExpectedTable.batch(columns, "1 A 2026-01-02", "3 c 2026-01-01", "4 d 2026-01-02");
    var wider =
        ExpectedTable.batch(
            "id name ts extra", "1 A 2026-01-02 -", "3 C 2026-01-03 7", "4 d 2026-01-02 -");
    var back =
        ExpectedTable.batch(
            "id name ts extra",
            "1 A 2026-01-02 -",
            "2 b 2026-01-09 2",
            "3 C 2026-01-03 7",
            "4 d 2026-01-02 -");
    cell("first", () -> take(first, columns, false));
    if (!cells.get("first").passed()) {
      return cells;
    }
    cell("changes", () -> take(second, columns, false));
    cell("retried", () -> again(second, columns));
    cell("no change", () -> take(second, columns, false));
    cell("column added", () -> take(wider, "id name ts extra", true));
    cell("row returns", () -> take(back, "id name ts extra", true));
    return cells;
  }

  private String take(List<Map<String, String>> source, String columns, boolean withExtra) {
    bench.build(node(source, columns).run(run + "-" + ++runs));
    expect(source, withExtra);
    return difference(withExtra);
  }

  private String again(List<Map<String, String>> source, String columns) {
    bench.build(node(source, columns).run(run + "-" + runs).attempt(2));
    return difference(false);
  }

  private void expect(List<Map<String, String>> source, boolean withExtra) {
    boolean columnIsNew =
        withExtra && versions.stream().noneMatch(version -> version.row.containsKey("extra"));
    List<Version> added = new ArrayList<>();
    for (Map<String, String> row : source) {
      Version current = current(row.get("id"));
      if (current == null) {
        added.add(new Version(row, false));
      } else if (current.deleted || changed(current.row, row, columnIsNew)) {
        current.current = false;
        added.add(new Version(row, false));
      }
    }
    for (Version version : List.copyOf(versions)) {
      boolean gone = source.stream().noneMatch(row -> row.get("id").equals(version.row.get("id")));
      if (version.current && gone && !deletes.equals("ignore") && !version.deleted) {
        version.current = false;
        if (deletes.equals("new_record")) {
          added.add(new Version(version.row, true));
        }
      }
    }
    versions.addAll(added);
  }

  private boolean changed(Map<String, String> old, Map<String, String> row, boolean columnIsNew) {
    if (strategy.equals("timestamp")) {
      return old.get("ts").compareTo(row.get("ts")) < 0;
    }
    return columnIsNew || !Objects.equals(new LinkedHashMap<>(old), new LinkedHashMap<>(row));
  }

  private Version current(String id) {
    return versions.stream()
        .filter(version -> version.current && version.row.get("id").equals(id))
        .findFirst()
        .orElse(null);
  }

  private String difference(boolean withExtra) {
    String name = (format.equals("iceberg") ? "glue_catalog." : "") + "silver." + table;
    boolean recorded = deletes.equals("new_record");
    List<String> found =
        ExpectedTable.seen(
            bench.rows(
                "select id, name,%s dbt_valid_to is null, %s from %s"
                    .formatted(
                        withExtra ? " extra," : "",
                        recorded ? "dbt_is_deleted = 'True'" : "false",
                        name)));
    List<String> wanted =
        versions.stream().map(version -> version.text(withExtra)).sorted().toList();
    if (!found.equals(wanted)) {
      return "expected " + wanted + ", found " + found;
    }
    List<List<Object>> duplicates =
        bench.rows("select dbt_scd_id from " + name + " group by 1 having count(*) > 1");
    return duplicates.isEmpty() ? null : "dbt_scd_id is not unique: " + duplicates;
  }

  private TestNode node(List<Map<String, String>> source, String columns) {
    TestNode node =
        TestNode.of("snapshot", table)
            .format(format)
            .sql(ExpectedTable.sql(source, columns))
            .config("strategy", strategy)
            .config("unique_key", "id")
            .config("hard_deletes", deletes);
    return strategy.equals("check")
        ? node.config("check_cols", "all")
        : node.config("updated_at", "ts");
  }

  private void cell(String situation, Supplier<String> check) {
    Instant started = Instant.now();
    bench.takeStatements();
    String problem;
    try {
      problem = check.get();
    } catch (RuntimeException e) {
      problem = e.toString();
    }
    cells.put(situation, Cell.of(started, bench.takeStatements(), problem));
  }
}
