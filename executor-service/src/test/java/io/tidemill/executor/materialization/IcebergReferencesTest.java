package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcebergReferencesTest {
  private static final Set<String> ICEBERG = Set.of("silver.orders", "silver.items", "my-db.t");

  private final IcebergReferences references =
      new IcebergReferences("glue_catalog", name -> ICEBERG.contains(name.toString()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from silver.orders | select * from glue_catalog.silver.orders",
        "select * from SILVER.Orders o | select * from glue_catalog.SILVER.Orders o",
        "select * from `my-db`.`t` | select * from glue_catalog.`my-db`.`t`",
        "select * from silver.raw join silver.items on true | select * from silver.raw join glue_catalog.silver.items on true",
        "select * from silver.orders, silver.items | select * from glue_catalog.silver.orders, glue_catalog.silver.items",
        "insert into silver.orders select 1 | insert into glue_catalog.silver.orders select 1",
        "insert overwrite table silver.orders select 1 | insert overwrite table glue_catalog.silver.orders select 1",
        "merge into silver.orders t using silver.items s on t.id = s.id | merge into glue_catalog.silver.orders t using glue_catalog.silver.items s on t.id = s.id",
        "delete from silver.orders where silver.orders.id = 1 | delete from glue_catalog.silver.orders where silver.orders.id = 1",
        "drop table if exists silver.orders | drop table if exists glue_catalog.silver.orders",
        "select (select max(x) from (silver.orders)) | select (select max(x) from (glue_catalog.silver.orders))",
        "describe history silver.orders | describe history glue_catalog.silver.orders"
      })
  void namesTheCatalogWhereARelationStands(String sql, String expected) {
    assertThat(references.qualify(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from glue_catalog.silver.orders",
        "select silver.orders from x",
        "select 'from silver.orders'",
        "select 1 -- from silver.orders",
        "select /* from silver.orders */ 1",
        "select a, silver.orders from x where b in (select c from d)",
        "select * from x where a is distinct from silver.orders.id",
        "select * from x where f(a, silver.orders) group by silver.items",
        "select * from silver.orders.snapshots"
      })
  void leavesEverythingElse(String sql) {
    assertThat(references.qualify(sql)).isEqualTo(sql);
  }

  @Test
  void keepsLinesAndCommentsAsTheyAre() {
    String sql =
        "with a as (\n  -- it's a comment\n  select * from silver.orders /* x */\n)\nselect *\nfrom a";
    assertThat(references.qualify(sql))
        .isEqualTo(sql.replace("silver.orders", "glue_catalog.silver.orders"));
  }

  @Test
  void doesNothingWhereTheSessionCatalogKnowsIceberg() {
    assertThat(new IcebergReferences("", name -> true).qualify("select * from silver.orders"))
        .isEqualTo("select * from silver.orders");
  }
}
