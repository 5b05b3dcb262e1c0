package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogPartition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Spark would enter in the catalog, for statements that make a table or a view. */
final class CreatedTables {
  private static final Pattern TABLE =
      Pattern.compile(
          "create (?:or replace )?table (?:glue_catalog\\.)?([\\w.]+) using (\\w+)(?: options \\S+)?(?: partitioned by \\((\\w+)\\))?.*?(?: location '([^']+)')?.* as .*",
          Pattern.DOTALL);
  private static final Pattern LIKE =
      Pattern.compile("create table ([\\w.]+) like ([\\w.]+) location '([^']+)'");
  private static final Pattern VIEW =
      Pattern.compile("create or replace view ([\\w.]+) .*", Pattern.DOTALL);

  private CreatedTables() {}

  static void apply(String sql, FakeCatalog catalog) {
    Matcher view = VIEW.matcher(sql);
    if (view.matches()) {
      catalog.with(FakeCatalog.view(view.group(1)));
      return;
    }
    Matcher like = LIKE.matcher(sql);
    if (like.matches()) {
      var parts = like.group(2).split("\\.");
      boolean partitioned =
          catalog
              .table(new io.tidemill.executor.catalog.TableName(parts[0], parts[1]))
              .filter(table -> !table.partitionKeys().isEmpty())
              .isPresent();
      enter(catalog, like.group(1), "parquet", like.group(3), partitioned);
      return;
    }
    Matcher table = TABLE.matcher(sql);
    if (table.matches()) {
      String location =
          sql.contains(" location '")
              ? sql.replaceFirst("(?s).* location '([^']+)'.*", "$1")
              : "s3://warehouse/default";
      boolean partitioned = table.group(3) != null && !table.group(2).equals("iceberg");
      enter(catalog, table.group(1), table.group(2), location, partitioned);
    }
  }

  private static void enter(
      FakeCatalog catalog, String name, String format, String location, boolean partitioned) {
    if (partitioned) {
      catalog.with(
          FakeCatalog.table(name, format, location, "id bigint", "name string", "|", "dt string"),
          new CatalogPartition[] {
            FakeCatalog.partition(location + "/dt=b", "b"),
            FakeCatalog.partition(location + "/dt=c", "c")
          });
    } else {
      catalog.with(
          FakeCatalog.table(name, format, location, "id bigint", "name string", "dt string"));
    }
  }
}
