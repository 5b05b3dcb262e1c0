package io.tidemill.executor.materialization;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.materialization.Conformance.Cell;
import io.tidemill.executor.statement.StatementFailedException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One table through all situations, in order; each must leave the rows that dbt's rules give. */
final class TableCase {
  static final List<String> SITUATIONS =
      List.of(
          "first",
          "second",
          "retried",
          "empty",
          "failure",
          "schema change",
          "full refresh",
          "readers",
          "killed",
          "killed anew");

  private static final int MOST_STEPS = 9;

  private static final String COLUMNS = "id name dt";
  private static final List<Map<String, String>> FIRST =
      ExpectedTable.batch(COLUMNS, "1 x a", "2 y b", "3 z b");
  private static final List<Map<String, String>> SECOND =
      ExpectedTable.batch(COLUMNS, "3 Z b", "4 w c", "5 - c");
  private static final List<Map<String, String>> WIDER =
      ExpectedTable.batch("id name extra dt", "6 v 60 a", "4 W 40 c");
  private static final List<Map<String, String>> LAST =
      ExpectedTable.batch("id name extra dt", "9 q 90 z", "8 r 80 y");

  private final GlueLocalBench bench;
  private final Combination combination;
  private final ExpectedTable expected = new ExpectedTable();
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final String run = "run-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private int runs;

  TableCase(GlueLocalBench bench, Combination combination) {
    this.bench = bench;
    this.combination = combination;
  }

  Map<String, Cell> run() {
    List<String> columns = List.of("id", "name", "dt");
    bench.execute("drop table if exists " + combination.sqlName());
    cell("first", () -> load(node(FIRST, COLUMNS), FIRST, true, columns));
    if (!cells.get("first").passed()) {
      return cells;
    }
    Readers readers = new Readers(bench, "select id, name, dt from " + combination.sqlName());
    List<String> before = expected.seen("id", "name", "dt");
    cell("second", () -> load(node(SECOND, COLUMNS), SECOND, false, columns));
    cell("retried", this::retried);
    String seen = readers.stop(before, expected.seen("id", "name", "dt"));
    cell("readers", () -> seen);
    if (combination.incremental()) {
      cell("empty", () -> load(node(List.of(), COLUMNS), List.of(), false, columns));
    }
    cell("failure", this::failure);
    List<String> wider = List.of("id", "name", "dt", "extra");
    cell(
        "schema change",
        () ->
            load(
                node(WIDER, "id name extra dt").config("on_schema_change", "append_new_columns"),
                WIDER,
                false,
                wider));
    if (combination.incremental()) {
      cell(
          "full refresh",
          () -> load(node(LAST, "id name extra dt").fullRefresh(), LAST, true, wider));
    }
    cell("killed", () -> killedEverywhere(false, wider));
    if (combination.incremental()) {
      cell("killed anew", () -> killedEverywhere(true, wider));
    }
    return cells;
  }

  /** Killed at every step in turn, then tried again: the rows are there, once, in one commit. */
  private String killedEverywhere(boolean fresh, List<String> columns) {
    for (int step = 0; ; step++) {
      Kill kill = new Kill(step);
      List<Map<String, String>> batch =
          ExpectedTable.batch(
              "id name extra dt", (100 + step) + " k 1 a", (200 + step) + " k 1 k" + step);
      String task = run + "-" + ++runs;
      List<String> before = seen(columns);
      bench.build(killable(batch, fresh, task), kill);
      expect(batch, fresh);
      List<String> after = expected.seen(columns.toArray(String[]::new));
      List<String> between = seen(columns);
      if (kill.struck() && !between.equals(before) && !between.equals(after)) {
        return "after a kill at step " + step + " readers see " + between;
      }
      if (kill.struck()) {
        bench.build(killable(batch, fresh, task).afterALostAttempt());
      }
      String problem = difference(columns);
      if (problem == null) {
        problem = commits(task);
      }
      if (problem != null) {
        return "killed at step " + step + ": " + problem;
      }
      // Each append has one more file to keep than the one before, hence one more step.
      if (!kill.struck() || step == MOST_STEPS) {
        bench.takeStatements();
        return step < 1 ? "there were only " + step + " steps" : null;
      }
    }
  }

  private TestNode killable(List<Map<String, String>> batch, boolean fresh, String task) {
    TestNode node = node(batch, "id name extra dt").run(task);
    return fresh ? node.fullRefresh() : node;
  }

  /** Commits that name the task, for formats that keep them: there must be one. */
  private String commits(String task) {
    String commits =
        switch (combination.format()) {
          case "iceberg" ->
              "select count(*) from %s.snapshots where exists(map_keys(summary), k -> k = 'tidemill-task-%s')"
                  .formatted(
                      combination.sqlName(),
                      TaskDigest.of(task + "/model.shop." + combination.table()));
          default -> "";
        };
    if (combination.format().equals("delta")) {
      long named =
          bench.rows("describe history " + combination.sqlName()).stream()
              .filter(row -> row.stream().anyMatch(value -> isCommitOf(task, value)))
              .filter(row -> !row.contains("SET TBLPROPERTIES"))
              .count();
      return named == 1 ? null : "expected one commit of the task, found " + named;
    }
    if (commits.isEmpty()) {
      return null;
    }
    String count = String.valueOf(bench.rows(commits));
    return count.equals("[[1]]") ? null : "expected one commit of the task, found " + count;
  }

  private static boolean isCommitOf(String task, Object value) {
    return value instanceof String text && text.startsWith(task + "/");
  }

  private List<String> seen(List<String> columns) {
    return ExpectedTable.seen(
        bench.rows("select " + String.join(", ", columns) + " from " + combination.sqlName()));
  }

  private String load(
      TestNode node, List<Map<String, String>> batch, boolean fresh, List<String> columns) {
    bench.build(node.run(run + "-" + ++runs));
    expect(batch, fresh);
    return difference(columns);
  }

  /** The same task once more, as after a lost completion: nothing may change. */
  private String retried() {
    bench.build(node(SECOND, COLUMNS).run(run + "-" + runs).attempt(2));
    return difference(List.of("id", "name", "dt"));
  }

  /** A query that fails while it runs leaves the table as it was. */
  private String failure() {
    String boom =
        "select id, name, case when id = 3 then cast(raise_error('boom') as string) else dt end as"
            + " dt from ("
            + ExpectedTable.sql(SECOND, COLUMNS)
            + ") q";
    try {
      bench.build(model().sql(boom).run(run + "-" + ++runs));
      return "the failing query did not fail";
    } catch (ExecutorException e) {
      if (e.code() != ErrorCode.SQL_RUNTIME) {
        return "failed as " + e.code() + ": " + e.getMessage();
      }
    }
    return difference(List.of("id", "name", "dt"));
  }

  private void expect(List<Map<String, String>> batch, boolean fresh) {
    if (fresh || !combination.incremental()) {
      expected.replace(batch);
      return;
    }
    switch (combination.strategy()) {
      case "append" -> expected.append(batch);
      case "insert_overwrite" -> expected.overwrite(batch, combination.partitioned());
      default -> expected.upsert(batch);
    }
  }

  private String difference(List<String> columns) {
    List<String> found = seen(columns);
    List<String> wanted = expected.seen(columns.toArray(String[]::new));
    return found.equals(wanted) ? null : "expected " + wanted + ", found " + found;
  }

  private TestNode node(List<Map<String, String>> batch, String columns) {
    return model().sql(ExpectedTable.sql(batch, columns));
  }

  private TestNode model() {
    TestNode node =
        TestNode.model(combination.materialized(), combination.table())
            .format(combination.format());
    if (combination.partitioned()) {
      node.config("partition_by", List.of("dt"));
    }
    if (combination.incremental()) {
      node.config("incremental_strategy", combination.strategy());
      boolean keyed =
          combination.format().equals("hudi")
              || !List.of("append", "insert_overwrite").contains(combination.strategy());
      if (keyed) {
        node.config("unique_key", "id");
      }
    }
    return node;
  }

  private void cell(String situation, Supplier<String> check) {
    Instant started = Instant.now();
    bench.takeStatements();
    String problem;
    try {
      problem = check.get();
    } catch (StatementFailedException e) {
      problem = (e + " " + e.error().stack()).replace("\n", " | ");
    } catch (RuntimeException e) {
      problem = e.toString();
    }
    cells.put(situation, Cell.of(started, bench.takeStatements(), problem));
  }
}
