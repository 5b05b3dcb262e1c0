package io.tidemill.executor.materialization;

import java.net.URI;

final class Try {
  public static void main(String[] args) {
    try (GlueLocalBench b = new GlueLocalBench(URI.create(args[0]))) {
      String run = Long.toString(System.currentTimeMillis(), 36);
      int n = 0;
      b.execute("create database if not exists silver location 's3://lake/wh/silver'");
      for (String f : new String[] {"parquet", "iceberg"}) {
        String p = f.equals("iceberg") ? "glue_catalog." : "";
        for (int i = 0; i < 3; i++) {
          String s = "select cast(id as int) id, concat('v', id) name, case when id % 2 = 0 then 'a' else 'b' end dt from range(" + (4 + i) + ")";
          step(b, "table " + f + " " + i, TestNode.model("table", "t_" + f).format(f).sql(s).run(run + n++), p + "silver.t_" + f);
          step(b, "tablep " + f + " " + i, TestNode.model("table", "tp_" + f).format(f).sql(s).config("partition_by", "dt").run(run + n++), p + "silver.tp_" + f);
        }
        String[] q = {
          "select 1 id, 'x' name, 'a' dt union all select 2, 'y', 'b'",
          "select 2 id, 'z' name, 'b' dt union all select 3, 'w', 'c'"};
        for (String strategy : new String[] {"append", "insert_overwrite", "merge", "delete+insert"}) {
          if (f.equals("parquet") && (strategy.equals("merge") || strategy.contains("delete"))) continue;
          String name = "i_" + f + "_" + strategy.replace("+", "_");
          for (int i = 0; i < 2; i++) {
            step(b, "incremental " + f + " " + strategy + " " + i, TestNode.model("incremental", name).format(f).sql(q[i]).config("partition_by", "dt").config("unique_key", "id").config("incremental_strategy", strategy).run(run + n++), p + "silver." + name);
          }
          step(b, "incremental " + f + " " + strategy + " again", TestNode.model("incremental", name).format(f).sql(q[1]).config("partition_by", "dt").config("unique_key", "id").config("incremental_strategy", strategy).run(run + (n - 1)).attempt(2), p + "silver." + name);
          step(b, "incremental " + f + " " + strategy + " full", TestNode.model("incremental", name).format(f).sql(q[1]).config("partition_by", "dt").config("unique_key", "id").config("incremental_strategy", strategy).run(run + n++).fullRefresh(), p + "silver." + name);
          step(b, "incremental " + f + " " + strategy + " column", TestNode.model("incremental", name).format(f).sql("select 9 id, 'n' name, 7 extra, 'c' dt").config("partition_by", "dt").config("unique_key", "id").config("incremental_strategy", strategy).config("on_schema_change", "append_new_columns").run(run + n++), p + "silver." + name);
        }
      }
      step(b, "view", TestNode.model("view", "v").sql("select * from silver.t_iceberg").run(run + n++), "silver.v");
      step(b, "view again", TestNode.model("view", "v").sql("select id from silver.t_iceberg").run(run + n++), "silver.v");
      step(b, "view docs", TestNode.model("view", "v").sql("select id from silver.t_iceberg").described("It's a view").config("persist_docs", java.util.Map.of("relation", true, "columns", true)).column("ID", "the key", null).run(run + n++), "silver.v");
      step(b, "view->table", TestNode.model("table", "v").sql("select 5 id").run(run + n++), "silver.v");
      step(b, "table->iceberg", TestNode.model("table", "v").format("iceberg").sql("select 6 id").run(run + n++), "glue_catalog.silver.v");
      step(b, "iceberg again", TestNode.model("table", "v").format("iceberg").sql("select 7 id").run(run + n++), "glue_catalog.silver.v");
      step(b, "iceberg->parquet", TestNode.model("table", "v").sql("select 8 id").run(run + n++), "silver.v");
      step(b, "table->view", TestNode.model("view", "v").sql("select 9 id").run(run + n++), "silver.v");
      for (String strategy : new String[] {"timestamp", "check"}) {
        String[] q = {
          "select 1 id, 'a' name, timestamp'2026-01-01 00:00:00' ts union all select 2, 'b', timestamp'2026-01-01 00:00:00'",
          "select 1 id, 'A' name, timestamp'2026-01-02 00:00:00' ts union all select 3, 'c', timestamp'2026-01-02 00:00:00'",
          "select 1 id, 'A' name, timestamp'2026-01-02 00:00:00' ts, 5 extra union all select 2, 'c', timestamp'2026-01-03 00:00:00', 6"};
        for (String hard : new String[] {"ignore", "invalidate", "new_record"}) {
          for (int i = 0; i < 3; i++) {
            String name = "snap_" + strategy + "_" + hard;
            step(b, name + " " + i, TestNode.of("snapshot", name).format("iceberg").sql(q[i]).config("strategy", strategy).config("updated_at", strategy.equals("timestamp") ? "ts" : null).config("check_cols", "all").config("unique_key", "id").config("hard_deletes", hard).run(run + n++), "glue_catalog.silver." + name);
          }
        }
      }
    }
  }

  static void step(GlueLocalBench b, String what, TestNode node, String table) {
    long t = System.nanoTime();
    try {
      MaterializationResult r = b.build(node);
      System.out.println(what + ": " + r.status() + " rows=" + r.rowsAffected() + " statements=" + b.takeStatements() + " " + (System.nanoTime() - t) / 1000000 + " ms");
      System.out.println("    " + b.rows("select * from " + table + " order by 1"));
    } catch (RuntimeException e) {
      System.out.println(what + ": !!! " + e + " statements=" + b.takeStatements());
      if (!(e instanceof io.tidemill.executor.error.ExecutorException)) e.printStackTrace(System.out);
    }
  }
}
