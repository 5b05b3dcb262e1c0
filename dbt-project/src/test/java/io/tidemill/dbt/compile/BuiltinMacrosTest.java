package io.tidemill.dbt.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.ProjectFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Built-in macros that projects call from their own, against a table that exists. */
class BuiltinMacrosTest {
  @TempDir private Path folder;

  /** Knows every relation as a table with the columns id and name. */
  private static final class Tables implements Warehouse {
    private static final List<WarehouseColumn> COLUMNS =
        List.of(
            new WarehouseColumn("id", "int", null, false),
            new WarehouseColumn("name", "string", null, false));

    @Override
    public Optional<WarehouseRelation> relation(
        @Nullable String database, String schema, String identifier) {
      return Optional.of(
          new WarehouseRelation(
              null, schema, identifier, RelationType.TABLE, "iceberg", null, java.util.Map.of()));
    }

    @Override
    public List<WarehouseColumn> columns(WarehouseRelation relation) {
      return COLUMNS;
    }

    @Override
    public List<WarehouseRelation> relations(String schema) {
      return List.of();
    }

    @Override
    public QueryResult query(String sql) {
      return new QueryResult(COLUMNS, List.of());
    }
  }

  private String render(String sql) {
    return new ProjectFolder(folder)
        .file("models/a.sql", "select 1 as id")
        .load()
        .compiler(new Tables(), ProjectFolder.run())
        .compileInline(sql)
        .compiledCode()
        .replaceAll("\\s+", " ")
        .strip();
  }

  @Test
  void rendersFixturesAndTheComparisonOfUnitTests() {
    assertThat(render("{{ get_fixture_sql([{'ID': 1}, {'name': \"o'k\"}], none) }}"))
        .contains("select cast(1 as int) as `id`, cast(null as string) as `name` union all")
        .contains("select cast(null as int) as `id`, cast('o\\'k' as string) as `name`");
    assertThat(
            render(
                "{{ get_unit_test_sql('select 1', get_expected_sql([{'id': 1}], {'id': 'int'},"
                    + " {'id': '`id`'}), ['`id`']) }}"))
        .startsWith("-- Build actual result given inputs with dbt_internal_unit_test_actual as (")
        .contains(
            "select `id`, 'expected' as `actual_or_expected` from ( select cast(1 as int) as `id`"
                + " )");
  }

  @Test
  void stagesSnapshotsByTheStrategyNamedInContext() {
    String sql =
        "{% set s = {'unique_key': ['id', 'name'], 'updated_at': 'ts', 'row_changed': 'a < b',"
            + " 'scd_id': 'md5(id)', 'hard_deletes': 'new_record'} %}{{ strategy_dispatch('check')"
            + " is callable }} {{ snapshot_staging_table(s, 'select 1', ref('a')) }}";
    assertThat(render(sql))
        .startsWith("True with snapshot_query as ( select 1 )")
        .contains("id as dbt_unique_key_1, name as dbt_unique_key_2")
        .contains("select * from deletion_records");
  }

  @Test
  void mergesAndSyncsColumns() {
    assertThat(
            render(
                "{{ get_merge_sql(ref('a'), 'src', ['id'],"
                    + " adapter.get_columns_in_relation(ref('a'))) }}"))
        .startsWith("merge into analytics.a as DBT_INTERNAL_DEST using src as DBT_INTERNAL_SOURCE")
        .contains("on DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id");
    assertThat(
            render(
                "{{ check_for_schema_changes(ref('a'), ref('a')).schema_changed }} {{"
                    + " get_drop_sql(ref('a')) }}"))
        .isEqualTo("False drop table if exists analytics.a");
    assertThat(
            render(
                "{{ get_dcl_statement_list(ref('a'), {'select': ['x', 'y']}, get_grant_sql) |"
                    + " join('; ') }}"))
        .isEqualTo("grant select on analytics.a to `x`; grant select on analytics.a to `y`");
  }
}
