package io.tidemill.executor.materialization;

import static io.tidemill.executor.materialization.FakeCatalog.partition;
import static io.tidemill.executor.materialization.FakeCatalog.table;
import static io.tidemill.executor.materialization.FakeCatalog.view;

import io.tidemill.executor.catalog.CatalogPartition;
import io.tidemill.executor.catalog.CatalogTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Materialization by format by situation: each a build whose whole conversation is compared. */
final class Scenarios {
  private static final String VERSION = "s3://lake/wh/silver/orders/1111111111111111";
  private static final String[] COLUMNS = {"id bigint", "name string", "dt string"};
  private static final String[] PARTITIONED = {"id bigint", "name string", "|", "dt string"};

  private final Map<String, Consumer<Transcript>> all = new LinkedHashMap<>();

  static Map<String, Consumer<Transcript>> all() {
    Scenarios scenarios = new Scenarios();
    scenarios.views();
    scenarios.tables();
    scenarios.incrementalFiles();
    scenarios.incrementalRows();
    scenarios.schemaChanges();
    scenarios.snapshots();
    scenarios.tests();
    scenarios.usersMacros();
    scenarios.landings();
    scenarios.constraints();
    scenarios.pythonModels();
    return scenarios.all;
  }

  private void views() {
    add("view, first", t -> orders("view"), null);
    add("view, again", t -> orders("view"), view("silver.orders"));
    add(
        "view, with docs",
        t -> {
          t.describes("columns", "id bigint", "name string");
          return orders("view")
              .described("All \"orders\", it's said")
              .column("ID", "the key", "bigint")
              .config("persist_docs", Map.of("relation", true, "columns", true));
        },
        null);
    add(
        "view, in place of a table",
        t -> orders("view"),
        table("silver.orders", "parquet", VERSION, COLUMNS));
    add(
        "view over an Iceberg parent",
        t -> orders("view").sql("select * from silver.raw").icebergParent("silver.raw"),
        null);
  }

  private void tables() {
    add("parquet table, first", t -> orders("table"), null);
    add(
        "parquet table, first, partitioned",
        t -> orders("table").config("partition_by", "dt"),
        null);
    add(
        "parquet table, again, with hooks",
        t -> orders("table").preHook("set a=1").postHook("grant it"),
        table("silver.orders", "parquet", VERSION, COLUMNS));
    add(
        "parquet table, again, partitioned",
        t -> orders("table").config("partition_by", List.of("dt")),
        table("silver.orders", "parquet", VERSION, PARTITIONED));
    add(
        "parquet table, in place of an Iceberg table",
        t -> orders("table"),
        table("silver.orders", "iceberg", "s3://lake/wh/silver/orders", COLUMNS));
    add(
        "parquet table with every clause",
        t ->
            orders("table")
                .described("The orders")
                .column("id", "the \\key", "bigint")
                .config("persist_docs", Map.of("relation", true, "columns", true))
                .config("clustered_by", List.of("id"))
                .config("buckets", 4)
                .config("custom_location", "s3://other/orders/")
                .config("table_properties", Map.of("owner", "it's me")),
        null);
    for (String format : List.of("orc", "csv", "json")) {
      add(format + " table, first", t -> orders("table").format(format), null);
    }
    for (String format : List.of("iceberg", "delta")) {
      add(
          format + " table, first",
          t -> orders("table").format(format).config("partition_by", "days(ts)"),
          null);
      add(
          format + " table, again",
          t -> orders("table").format(format).postHook("analyze it"),
          table("silver.orders", format, "s3://lake/wh/silver/orders", COLUMNS));
      add(
          format + " table, in place of a view",
          t -> orders("table").format(format),
          view("silver.orders"));
    }
    add(
        "iceberg table, location moved by the project",
        t -> orders("table").format("iceberg").config("custom_location", "s3://other/orders"),
        table("silver.orders", "iceberg", "s3://lake/wh/silver/orders", COLUMNS));
    add("s3tables table, first", t -> orders("table").format("s3tables"), null);
    add("table under root_location", t -> orders("table").rootLocation(), null);
    add(
        "table with a contract",
        t -> {
          t.describes("definition", "id int", "name string")
              .describes("contract", "name string", "id int");
          return orders("table").contract().column("name", "", "string").column("id", "", "int");
        },
        null);
  }

  private void incrementalFiles() {
    add(
        "parquet append",
        t -> incremental("append", "parquet"),
        table("silver.orders", "parquet", VERSION, COLUMNS));
    add(
        "parquet insert_overwrite",
        t -> incremental("insert_overwrite", "parquet"),
        table("silver.orders", "parquet", VERSION, COLUMNS));
    add(
        "parquet insert_overwrite, partitioned",
        t -> incremental("insert_overwrite", "parquet").config("partition_by", "dt"),
        table("silver.orders", "parquet", VERSION, PARTITIONED));
    add(
        "parquet append, full refresh",
        t -> incremental("append", "parquet").fullRefresh(),
        table("silver.orders", "parquet", VERSION, COLUMNS));
  }

  private void incrementalRows() {
    for (String format : List.of("iceberg", "delta")) {
      CatalogTable there = table("silver.orders", format, "s3://lake/wh/silver/orders", COLUMNS);
      for (String strategy : List.of("append", "insert_overwrite", "merge", "delete+insert")) {
        add(
            format + " " + strategy,
            t -> described(t, incremental(strategy, format)).config("unique_key", "id"),
            there);
      }
      add(
          format + " insert_overwrite, partitioned",
          t ->
              described(t, incremental("insert_overwrite", format))
                  .config("partition_by", "days(ts)"),
          there);
      add(
          format + " merge with every option",
          t ->
              described(t, incremental("merge", format))
                  .config("unique_key", List.of("id", "dt"))
                  .config("merge_exclude_columns", List.of("NAME"))
                  .config("incremental_predicates", List.of("DBT_INTERNAL_DEST.dt > '2026'"))
                  .config("iceberg_expire_snapshots", true)
                  .preHook("set a=1")
                  .postHook("insert into log select count(*) from silver.orders"),
          there);
      add(format + " merge without a key", t -> described(t, incremental("merge", format)), there);
    }
    add("iceberg, first", t -> incremental("merge", "iceberg").config("unique_key", "id"), null);
    add(
        "iceberg append after a view",
        t -> incremental("append", "iceberg"),
        view("silver.orders"));
  }

  private void schemaChanges() {
    CatalogTable there = table("silver.orders", "iceberg", "s3://lake/wh/silver/orders", COLUMNS);
    for (String policy : List.of("append_new_columns", "sync_all_columns")) {
      add(
          "iceberg merge, " + policy,
          t -> {
            t.describes("query_columns", "ID bigint", "dt string", "extra decimal(10,2)");
            return incremental("merge", "iceberg")
                .config("unique_key", "id")
                .config("on_schema_change", policy);
          },
          there);
    }
    add(
        "parquet append, append_new_columns",
        t -> {
          t.describes("query_columns", "id bigint", "name string", "dt string", "extra int");
          return incremental("append", "parquet").config("on_schema_change", "append_new_columns");
        },
        table("silver.orders", "parquet", VERSION, COLUMNS));
  }

  private void snapshots() {
    for (String strategy : List.of("timestamp", "check")) {
      add(strategy + " snapshot, first", t -> snapshot(strategy), null);
      for (String deletes : List.of("ignore", "invalidate", "new_record")) {
        add(
            strategy + " snapshot, again, hard_deletes " + deletes,
            t -> {
              t.describes("query_columns", "id bigint", "name string", "ts timestamp", "extra int");
              t.describes(
                  "table_columns",
                  "id bigint",
                  "name string",
                  "ts timestamp",
                  "dbt_scd_id string",
                  "dbt_updated_at timestamp",
                  "dbt_valid_from timestamp",
                  "dbt_valid_to timestamp",
                  "dbt_is_deleted string");
              return snapshot(strategy).config("hard_deletes", deletes);
            },
            table("silver.orders", "iceberg", "s3://lake/wh/silver/orders", "id bigint"));
      }
    }
    add(
        "snapshot with names of its own",
        t ->
            snapshot("timestamp")
                .config("unique_key", List.of("id", "name"))
                .config("dbt_valid_to_current", "to_date('9999-12-31')")
                .config(
                    "snapshot_meta_column_names",
                    Map.of("dbt_valid_from", "start_at", "dbt_valid_to", "end_at")),
        null);
  }

  private void tests() {
    add("test", t -> verdict(t, 0).config("severity", "ERROR"), null);
    add(
        "test with every option",
        t ->
            verdict(t, 3)
                .config("limit", 5)
                .config("fail_calc", "sum(n)")
                .config("warn_if", ">2")
                .config("error_if", ">10"),
        null);
    add(
        "test that keeps all failures and counts some, by a flag",
        t -> verdict(t, 1).config("limit", 5).storeFailures(),
        null);
    add(
        "test that keeps failures as a view",
        t -> verdict(t, 1).config("limit", 5).config("store_failures_as", "view"),
        null);
    add(
        "test that keeps failures",
        t -> verdict(t, 1).config("store_failures", true).schema("silver_audit"),
        null);
  }

  private void usersMacros() {
    CatalogTable there = table("silver.orders", "iceberg", "s3://lake/wh/silver/orders", COLUMNS);
    add(
        "a strategy of the user's",
        t ->
            incremental("upsert_recent", "iceberg")
                .config("unique_key", List.of("id", "dt"))
                .macro(
                    "get_incremental_upsert_recent_sql",
                    arguments ->
                        "delete from silver.orders where 'a;b' > dt; -- "
                            + arguments
                            + "\ninsert into silver.orders select 1;\n"),
        there);
    add(
        "an overridden merge, on Delta",
        t ->
            described(t, incremental("merge", "delta"))
                .config("unique_key", "id")
                .macro("spark__get_merge_sql", arguments -> "merge their way"),
        table("silver.orders", "delta", "s3://lake/wh/silver/orders", COLUMNS));
    add(
        "an overridden append, on plain files",
        t ->
            incremental("append", "parquet")
                .macro("get_insert_into_sql", arguments -> "insert their way"),
        table("silver.orders", "parquet", VERSION, COLUMNS));
    add(
        "an overridden create_table_as, again",
        t ->
            orders("table")
                .format("iceberg")
                .macro(
                    "glue__create_table_as",
                    arguments ->
                        "create table glue_catalog.silver.orders__tidemill_402a4d3d using iceberg"
                            + " as "
                            + arguments.get(2)),
        there);
    add(
        "an overridden create_view_as, again",
        t ->
            orders("view")
                .macro(
                    "create_view_as",
                    arguments ->
                        "create or replace view " + arguments.get(0) + " as " + arguments.get(1)),
        view("silver.orders"));
    add(
        "an operation",
        t -> TestNode.of("operation", "orders").sql("grant it; -- why\nselect ';'"),
        null);
  }

  private void landings() {
    for (String format : List.of("parquet", "iceberg")) {
      add(
          format + " insert_overwrite of what landed",
          t ->
              incremental("insert_overwrite", format)
                  .config("partition_by", List.of("DT"))
                  .landed("dt=a", "dt=__HIVE_DEFAULT_PARTITION__"),
          table(
              "silver.orders", format, VERSION, format.equals("parquet") ? PARTITIONED : COLUMNS));
    }
    add(
        "insert_overwrite by another column than what landed",
        t ->
            incremental("insert_overwrite", "iceberg")
                .config("partition_by", List.of("days(ts)"))
                .landed("dt=a"),
        table("silver.orders", "iceberg", VERSION, COLUMNS));
  }

  private void constraints() {
    add(
        "table with constraints",
        t -> {
          t.describes("definition", "id int", "name string")
              .describes("contract", "id int", "name string");
          return promised("table", "parquet");
        },
        null);
    add(
        "iceberg merge with constraints",
        t -> {
          t.describes("query_columns", "id int", "name string")
              .describes("contract", "id int", "name string");
          return promised("incremental", "iceberg")
              .config("incremental_strategy", "merge")
              .config("unique_key", "id");
        },
        table("silver.orders", "iceberg", VERSION, COLUMNS));
  }

  private void pythonModels() {
    add("Python table", t -> orders("table").python("def model", "{}"), null);
    add(
        "Python iceberg merge, append_new_columns",
        t -> {
          t.describes("query_columns", "id bigint", "dt string", "name string", "extra int");
          return incremental("merge", "iceberg")
              .config("unique_key", "id")
              .config("on_schema_change", "append_new_columns")
              .python("def model", "{}");
        },
        table("silver.orders", "iceberg", VERSION, COLUMNS));
  }

  private static TestNode promised(String materialized, String format) {
    return orders(materialized)
        .format(format)
        .contract()
        .column("id", "", "int")
        .column("name", "", "string")
        .constraint("id", "not_null", null)
        .constraint("name", "check", "length(name) > 0");
  }

  private static TestNode orders(String materialized) {
    return TestNode.model(materialized, "orders").sql("select * from raw.orders");
  }

  private static TestNode incremental(String strategy, String format) {
    return orders("incremental").format(format).config("incremental_strategy", strategy);
  }

  private static TestNode snapshot(String strategy) {
    return TestNode.of("snapshot", "orders")
        .sql("select * from raw.orders")
        .format("iceberg")
        .config("strategy", strategy)
        .config("unique_key", "id")
        .config(
            strategy.equals("check") ? "check_cols" : "updated_at",
            strategy.equals("check") ? "all" : "ts");
  }

  private static TestNode verdict(Transcript transcript, int failures) {
    transcript.answer("verdict", List.of(List.of(failures, failures > 0, failures > 0)));
    return TestNode.of("test", "orders_not_null")
        .sql("select * from silver.orders where id is null");
  }

  /** Delta's columns come from a description. */
  private static TestNode described(Transcript transcript, TestNode node) {
    transcript.describes("query_columns", COLUMNS).describes("table_columns", COLUMNS);
    return node;
  }

  private void add(String name, Function<Transcript, TestNode> node, CatalogTable existing) {
    all.put(
        name,
        transcript -> {
          if (existing != null) {
            transcript.catalog.with(existing, partitionsOf(existing));
          }
          TestNode built = node.apply(transcript);
          transcript.folder("s3://lake/wh/silver/orders/0000000000000000");
          transcript.folder(VERSION);
          transcript.build(built);
        });
  }

  private static CatalogPartition[] partitionsOf(CatalogTable table) {
    return table.partitionKeys().isEmpty()
        ? new CatalogPartition[0]
        : new CatalogPartition[] {
          partition(VERSION + "/dt=a", "a"), partition(VERSION + "/dt=b", "b")
        };
  }
}
