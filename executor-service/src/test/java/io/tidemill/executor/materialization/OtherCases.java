package io.tidemill.executor.materialization;

import io.tidemill.event.CompletionStatus;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.materialization.Conformance.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the matrix of tables and snapshots does not hold: views, seeds, tests, docs, options. */
final class OtherCases {
  private final GlueLocalBench bench;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final String run = "run-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private int runs;

  OtherCases(GlueLocalBench bench) {
    this.bench = bench;
  }

  Map<String, Cell> run() {
    changingKinds();
    docs();
    options();
    seeds();
    tests();
    errors();
    return cells;
  }

  /** Python models, on the interpreter that glue-local has. */
  Map<String, Cell> runPython() {
    String context =
        "{'refs': {'promised': 'silver.py_parent'}, 'sources': {'raw.x': 'silver.py_parent'}, 'config': {'greeting': 'hi', 'meta': {}}, 'this': {'database': 'silver', 'schema': 'silver', 'identifier': 'py', 'name': 'silver.py'}, 'isIncremental': %s}"
            .replace('\'', '"');
    String code =
        """
        def model(dbt, spark):
            dbt.config(materialized="table")
            wanted = 2 if dbt.is_incremental else 1
            frame = dbt.ref("promised").where("id <= %d" % wanted)
            assert dbt.config.get("greeting") == "hi" and dbt.config.get("no", 7) == 7
            assert dbt.source("raw", "x").count() == 2
            return frame
        """;
    bench.execute(
        "drop table if exists silver.py_parent",
        "create table silver.py_parent using parquet location 's3://lake/wh/py_parent"
            + System.nanoTime()
            + "' as select * from values (1, 'x', 'a'), (2, 'y', 'b') as v(id, name, dt)",
        "drop table if exists silver.py_parquet",
        "drop table if exists glue_catalog.silver.py_iceberg");
    for (String format : List.of("parquet", "iceberg")) {
      String table = (format.equals("iceberg") ? "glue_catalog." : "") + "silver.py_" + format;
      cell(
          "Python table, " + format,
          () -> {
            bench.build(
                node(TestNode.model("table", "py_" + format).format(format))
                    .python(code, context.formatted("false")));
            return equal("[[1, x, a]]", bench.rows("select * from " + table));
          });
      cell(
          "Python incremental, " + format,
          () -> {
            TestNode node =
                node(TestNode.model("incremental", "py_" + format).format(format))
                    .python(code, context.formatted("true"));
            node =
                format.equals("iceberg")
                    ? node.config("incremental_strategy", "merge").config("unique_key", "id")
                    : node.config("incremental_strategy", "append");
            bench.build(node);
            return equal(
                format.equals("iceberg") ? "[[1], [2]]" : "[[1], [1], [2]]",
                bench.rows("select id from " + table + " order by id"));
          });
    }
    cell(
        "Python error names its line",
        () -> {
          TestNode node =
              node(TestNode.model("table", "py_broken"))
                  .python(
                      "def model(dbt, spark):\n    rows = []\n    return rows[3]\n",
                      context.formatted("false"));
          try {
            bench.build(node);
            return "it was not refused";
          } catch (ExecutorException e) {
            return e.code() == ErrorCode.PYTHON_MODEL
                    && e.getMessage().contains("models/m.py line 3: return rows[3]")
                ? null
                : e.code() + ": " + e.getMessage();
          }
        });
    return cells;
  }

  private void changingKinds() {
    String[][] kinds = {
      {"view", "parquet"}, {"view", "parquet"}, {"table", "parquet"}, {"table", "iceberg"},
      {"table", "delta"}, {"view", "parquet"}, {"table", "iceberg"}, {"table", "parquet"},
    };
    String previous = "nothing";
    for (int i = 0; i < kinds.length; i++) {
      String[] kind = kinds[i];
      String what = kind[0].equals("view") ? "view" : kind[1] + " table";
      int value = i;
      cell(
          what + " in place of " + previous,
          () -> {
            bench.build(
                node(TestNode.model(kind[0], "changing").format(kind[1]))
                    .sql("select " + value + " as id"));
            String catalog = what.startsWith("iceberg") ? "glue_catalog." : "";
            return equal(
                "[" + value + "]",
                bench.rows("select id from " + catalog + "silver.changing").get(0));
          });
      previous = what;
    }
  }

  private void docs() {
    for (String format : List.of("parquet", "iceberg", "view")) {
      cell(
          "persist_docs, " + format,
          () -> {
            boolean view = format.equals("view");
            TestNode node =
                node(TestNode.model(view ? "view" : "table", "docs_" + format)
                        .format(view ? "parquet" : format))
                    .sql("select 1 as id, 'x' as `Odd name`")
                    .described("It's \"all\" \\ documented")
                    .column("ID", "the 'key'", null)
                    .column("absent", "not in the query", null)
                    .config("persist_docs", Map.of("relation", true, "columns", true));
            bench.build(node);
            CatalogTable table =
                bench.catalog().table(new TableName("silver", "docs_" + format)).orElseThrow();
            String comment = table.parameter("comment").orElse(table.description());
            return equal(
                "It's \"all\" \\ documented / the 'key'",
                comment + " / " + Columns.comment(table, "id").orElse("none"));
          });
    }
  }

  private void options() {
    cell(
        "iceberg insert_overwrite by days(ts)",
        () -> {
          TestNode first =
              transform(
                  "select 1 id, timestamp'2026-01-01 08:00:00' ts union all select 2,"
                      + " timestamp'2026-01-02 08:00:00'");
          bench.build(first);
          bench.build(transform("select 3 id, timestamp'2026-01-02 20:00:00' ts"));
          return equal(
              "[[1], [3]]", bench.rows("select id from glue_catalog.silver.by_day order by id"));
        });
    cell(
        "every iceberg commit names its task",
        () -> {
          String tagged = "exists(map_keys(summary), k -> k like 'tidemill-task-%')";
          return equal(
              "[[2, 2]]",
              bench.rows(
                  "select count(*), count_if("
                      + tagged
                      + ") from glue_catalog.silver.by_day.snapshots"));
        });
    cell(
        "iceberg merge of some columns, by predicate",
        () -> {
          bench.build(merge("select 1 id, 'a' name, 1 n union all select 2, 'b', 2"));
          bench.build(merge("select 1 id, 'A' name, 9 n union all select 2, 'B', 9"));
          return equal(
              "[[1, a, 9], [2, b, 2], [2, B, 9]]",
              bench.rows("select * from glue_catalog.silver.some order by id, n"));
        });
    cell(
        "iceberg sync_all_columns",
        () -> {
          bench.build(sync("select 1 id, 'a' gone, cast(1 as int) wide"));
          bench.build(sync("select 2 id, cast(5000000000 as bigint) wide, 'n' fresh"));
          return equal(
              "[[1, 1, null], [2, 5000000000, n]]",
              bench.rows("select id, wide, fresh from glue_catalog.silver.synced order by id"));
        });
    cell(
        "clustered, with properties, elsewhere",
        () -> {
          bench.build(
              node(TestNode.model("table", "clustered"))
                  .sql("select 1 id, 'a' dt")
                  .config("clustered_by", "id")
                  .config("buckets", 2)
                  .config("partition_by", "dt")
                  .config("custom_location", "s3://other/place")
                  .config("table_properties", Map.of("team", "it's me")));
          CatalogTable table =
              bench.catalog().table(new TableName("silver", "clustered")).orElseThrow();
          return equal(
              "it's me true 2",
              table.parameter("team").orElse("")
                  + " "
                  + table.location().orElse("").startsWith("s3://other/place/")
                  + " "
                  + table.storage().numberOfBuckets());
        });
    cell(
        "hooks run around the query",
        () -> {
          bench.execute(
              "drop table if exists silver.hook_log",
              "create table silver.hook_log using parquet location 's3://lake/wh/hook_log"
                  + runs
                  + "' as select 'start' as what");
          for (int i = 0; i < 2; i++) {
            bench.build(
                node(TestNode.model("table", "hooked"))
                    .sql("select count(*) n from silver.hook_log")
                    .preHook("insert into silver.hook_log values ('pre');")
                    .postHook(
                        "insert into silver.hook_log select concat('post', n) from silver.hooked"));
          }
          return equal(
              "[[post2], [post4], [pre], [pre], [start]]",
              bench.rows("select what from silver.hook_log order by what"));
        });
    cell(
        "contract kept",
        () -> {
          bench.build(
              node(TestNode.model("table", "promised"))
                  .sql("select 'x' as name, 1 as id")
                  .contract()
                  .column("id", "", "int")
                  .column("name", "", "string"));
          return equal("[[1, x]]", bench.rows("select * from silver.promised"));
        });
    cell(
        "expire_snapshots keeps the table",
        () -> {
          bench.build(expiring());
          bench.build(expiring());
          return equal("[[2]]", bench.rows("select count(*) from glue_catalog.silver.expiring"));
        });
    cell(
        "old versions go, the last two stay",
        () -> {
          for (int i = 0; i < 4; i++) {
            bench.build(node(TestNode.model("table", "versions")).sql("select " + i + " as id"));
          }
          return equal(
              "2", String.valueOf(bench.lake().folders("s3://lake/wh/silver/versions").size()));
        });
  }

  private void seeds() {
    for (String format : List.of("parquet", "iceberg")) {
      cell(
          "seed, " + format,
          () ->
              seed(
                  format,
                  "id,Name,born,ok,amount\n"
                      + "1,\"x, ''''\n"
                      + "{}\",2026-01-02,true,1.50\n"
                      + "2,null,,false,2\n",
                  "[[1, x, ''''\n{}, 2026-01-02, true, 1.50], [2, null, null, false, 2.00]]"));
      cell(
          "seed again with other columns, " + format,
          () -> seed(format, "id,amount\n7,1\n", "[[7, 1.00]]"));
    }
    cell(
        "seed too large for a statement",
        () -> {
          String csv =
              IntStream.range(0, 5000)
                  .mapToObj(i -> i + ",name " + i + "," + (i % 7 == 0 ? "" : i))
                  .collect(Collectors.joining("\n", "id,name,n\n", "\n"));
          bench.build(node(TestNode.of("seed", "large")).file(file(csv)));
          return equal(
              "[[5000, 12497500, 4285]]",
              bench.rows("select count(*), sum(id), count(n) from silver.large"));
        });
  }

  private String seed(String format, String csv, String expected) {
    TestNode node =
        node(TestNode.of("seed", "seeded_" + format))
            .format(format)
            .config("column_types", Map.of("amount", "decimal(6,2)"))
            .file(file(csv));
    bench.build(node);
    return equal(
        expected,
        bench.rows(
            "select * from "
                + (format.equals("iceberg") ? "glue_catalog." : "")
                + "silver.seeded_"
                + format
                + " order by id"));
  }

  private void tests() {
    cell(
        "test passes",
        () ->
            test(
                "select * from silver.promised where id is null",
                Map.of(),
                CompletionStatus.PASS,
                0));
    cell(
        "test fails",
        () -> test("select 1 union all select 2", Map.of(), CompletionStatus.FAIL, 2));
    cell(
        "test warns",
        () -> test("select 1 -- why", Map.of("severity", "warn"), CompletionStatus.WARN, 1));
    cell(
        "test counts by fail_calc up to a limit",
        () ->
            test(
                "select explode(sequence(1, 9)) as n;",
                Map.of("fail_calc", "sum(n)", "limit", 3, "error_if", "> 100", "warn_if", "> 5"),
                CompletionStatus.WARN,
                6));
    for (int i = 0; i < 2; i++) {
      cell(
          "test keeps failures, " + (i + 1),
          () -> {
            String problem =
                test("select 5 as id", Map.of("store_failures", true), CompletionStatus.FAIL, 1);
            return problem != null
                ? problem
                : equal("[[5]]", bench.rows("select * from silver.checked"));
          });
    }
  }

  private String test(
      String sql, Map<String, Object> config, CompletionStatus status, long failures) {
    TestNode node = node(TestNode.of("test", "checked")).sql(sql);
    config.forEach(node::config);
    MaterializationResult result = bench.build(node);
    return equal(status + " " + failures, result.status() + " " + result.failures());
  }

  private void errors() {
    cell(
        "duplicate keys in a merge",
        () ->
            refused(
                merge("select 1 id, 'x' name, 1 n union all select 1, 'y', 2")
                    .config("incremental_predicates", List.of()),
                ErrorCode.MERGE_CARDINALITY));
    cell(
        "a column that is not there",
        () ->
            refused(
                node(TestNode.model("table", "broken"))
                    .sql("select 1 as id,\n  nothing\nfrom silver.promised"),
                ErrorCode.SQL_ANALYSIS));
    cell(
        "a syntax error",
        () ->
            refused(
                node(TestNode.model("table", "broken")).sql("select (1"), ErrorCode.SQL_SYNTAX));
    cell(
        "a parent that is not there",
        () ->
            refused(
                node(TestNode.model("view", "broken")).sql("select * from silver.absent"),
                ErrorCode.RELATION_NOT_FOUND));
    cell(
        "a broken contract",
        () ->
            refused(
                node(TestNode.model("table", "promised"))
                    .sql("select 'x' as id")
                    .contract()
                    .column("id", "", "int"),
                ErrorCode.CONFIGURATION));
    cell(
        "on_schema_change fail",
        () ->
            refused(
                sync("select 1 id").config("on_schema_change", "fail"), ErrorCode.CONFIGURATION));
    cell(
        "another format without full refresh",
        () ->
            refused(
                node(TestNode.model("incremental", "synced")).sql("select 1 id"),
                ErrorCode.CONFIGURATION));
    cell(
        "reserved and odd names",
        () -> {
          bench.build(
              node(TestNode.model("table", "select")).sql("select 1 as `select`, 2 as `a b``c`"));
          bench.build(
              node(TestNode.model("incremental", "order"))
                  .format("iceberg")
                  .config("incremental_strategy", "append")
                  .sql("select 1 as `from`, 2 as `x-y`"));
          bench.build(
              node(TestNode.model("incremental", "order"))
                  .format("iceberg")
                  .config("incremental_strategy", "append")
                  .sql("select 3 as `from`, 4 as `x-y`"));
          return equal(
              "[[1, 2], [3, 4]]",
              bench.rows("select * from glue_catalog.silver.`order` order by 1"));
        });
  }

  private String refused(TestNode node, ErrorCode code) {
    try {
      bench.build(node);
    } catch (ExecutorException e) {
      return e.code() == code
          ? null
          : "expected " + code + ", but it is " + e.code() + ": " + e.getMessage();
    }
    return "it was not refused";
  }

  private TestNode transform(String sql) {
    return node(TestNode.model("incremental", "by_day"))
        .format("iceberg")
        .config("partition_by", List.of("days(ts)"))
        .sql(sql);
  }

  private TestNode merge(String sql) {
    return node(TestNode.model("incremental", "some"))
        .format("iceberg")
        .config("incremental_strategy", "merge")
        .config("unique_key", "id")
        .config("merge_update_columns", List.of("n"))
        .config("incremental_predicates", List.of("DBT_INTERNAL_DEST.id < 2"))
        .sql(sql);
  }

  private TestNode sync(String sql) {
    return node(TestNode.model("incremental", "synced"))
        .format("iceberg")
        .config("incremental_strategy", "append")
        .config("on_schema_change", "sync_all_columns")
        .sql(sql);
  }

  private TestNode expiring() {
    return node(TestNode.model("incremental", "expiring"))
        .format("iceberg")
        .config("incremental_strategy", "append")
        .config("iceberg_expire_snapshots", true)
        .sql("select 1 id");
  }

  private TestNode node(TestNode node) {
    return node.run(run + "-" + ++runs);
  }

  private static Path file(String csv) {
    try {
      Path file = Files.createTempFile("seed", ".csv");
      file.toFile().deleteOnExit();
      return Files.writeString(file, csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String equal(String expected, Object found) {
    return expected.equals(String.valueOf(found))
        ? null
        : "expected " + expected + ", found " + found;
  }

  private void cell(String name, Supplier<String> check) {
    Instant started = Instant.now();
    bench.takeStatements();
    String problem;
    int statements;
    try {
      problem = check.get();
    } catch (RuntimeException e) {
      problem = e + " " + Arrays.stream(e.getStackTrace()).limit(3).toList();
    }
    statements = Math.min(2, bench.takeStatements());
    cells.put(name, Cell.of(started, statements, problem));
  }
}
