package io.tidemill.dbt.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.ProjectFolder;
import io.tidemill.dbt.error.ProjectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCompilerTest {
  @TempDir Path folder;

  /** Knows one table and remembers what it was asked to run. */
  private static final class FakeWarehouse implements Warehouse {
    private final List<String> queries = new ArrayList<>();
    private final WarehouseRelation table =
        new WarehouseRelation(
            null, "analytics", "inc", RelationType.TABLE, "iceberg", "s3://b/inc", Map.of());

    @Override
    public Optional<WarehouseRelation> relation(
        @Nullable String database, String schema, String identifier) {
      return table.schema().equals(schema) && table.identifier().equals(identifier)
          ? Optional.of(table)
          : Optional.empty();
    }

    @Override
    public List<WarehouseColumn> columns(WarehouseRelation relation) {
      return List.of(new WarehouseColumn("id", "bigint"), new WarehouseColumn("d", "date"));
    }

    @Override
    public List<WarehouseRelation> relations(String schema) {
      return List.of(table);
    }

    @Override
    public QueryResult query(String sql) {
      queries.add(sql.strip());
      return new QueryResult(
          List.of(new WarehouseColumn("n", "bigint"), new WarehouseColumn("s", "string")),
          List.of(List.of(7L, "x"), List.of(8L, "y")));
    }
  }

  private final FakeWarehouse warehouse = new FakeWarehouse();

  private NodeCompiler compiler(ProjectFolder project, boolean fullRefresh) {
    Invocation run = ProjectFolder.run();
    Invocation invocation =
        new Invocation(
            run.invocationId(), run.runStartedAt(), "run", fullRefresh, run.vars(), run.flags());
    return project.load().compiler(warehouse, invocation);
  }

  @Test
  void isIncrementalFollowsTheCatalogAndFullRefresh() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file(
                "models/inc.sql",
                "{{ config(materialized='incremental') }}select 1{% if is_incremental() %} where d > (select"
                    + " max(d) from {{ this }}){% endif %}");
    // when, then
    assertThat(compiler(project, false).compile("model.p.inc").compiledCode())
        .isEqualTo("select 1 where d > (select max(d) from analytics.inc)");
    assertThat(compiler(project, true).compile("model.p.inc").compiledCode()).isEqualTo("select 1");
  }

  @Test
  void runQueryGivesRowsAndColumnsToTheTemplate() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file(
                "models/q.sql",
                "{% set r = run_query('select n, s from t') %}{% if execute %}select {% for row in r %}{{ row[0]"
                    + " }}{{ row['s'] }},{% endfor %}{{ r.columns[0].values() | sum }}{{ r.columns['s'].values() |"
                    + " join }}{{ r.rows | length }}{% endif %}");
    // when
    String code = compiler(project, false).compile("model.p.q").compiledCode();
    // then
    assertThat(code).isEqualTo("select 7x,8y,15xy2");
    assertThat(warehouse.queries).containsExactly("select n, s from t");
  }

  @Test
  void rendersHooksWithTheNodesNames() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file(
                "models/a.sql",
                "{{ config(pre_hook=['use {{ this.schema }}', ' '], post_hook='analyze {{ this }}') }}select 1");
    // when
    CompiledNode compiled = compiler(project, false).compile("model.p.a");
    // then
    assertThat(compiled.preHooks()).containsExactly("use analytics");
    assertThat(compiled.postHooks()).containsExactly("analyze analytics.a");
    assertThat(compiled.relation()).isEqualTo(new RelationName("analytics", "analytics", "a"));
  }

  @Test
  void adapterAnswersFromTheCatalog() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file("models/inc.sql", "select 1")
            .file(
                "models/a.sql",
                "select {{ adapter.get_columns_in_relation(ref('inc')) | map(attribute='name') | join('+') }} {{"
                    + " adapter.get_relation('x', 'analytics', 'inc').is_iceberg }} {{"
                    + " adapter.get_relation('x', 'analytics', 'no') is none }}");
    // when, then
    assertThat(compiler(project, false).compile("model.p.a").compiledCode())
        .isEqualTo("select id+d True True");
  }

  @Test
  void refusesARefThatParsingDidNotSee() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file("models/a.sql", "select 1")
            .file("models/b.sql", "{% if execute %}{{ ref('a') }}{% endif %}");
    // when, then
    assertThatThrownBy(() -> compiler(project, false).compile("model.p.b"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("dbt was unable to infer all dependencies for the model \"b\"")
        .hasMessageContaining("-- depends_on: {{ ref('a') }}");
  }

  @Test
  void callsMacrosOfTheProjectBeforeDbtsOwn() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file("models/a.sql", "select 1")
            .file(
                "macros/m.sql",
                "{% macro get_merge_sql(target, source) %}my merge into {{ target }} from {{ source }}{% endmacro %}"
                    + "{% macro give() %}{{ return([1, {'a': none}]) }}{% endmacro %}");
    NodeCompiler compiler = compiler(project, false);
    // when, then
    assertThat(compiler.overrides("get_merge_sql")).isTrue();
    assertThat(compiler.overrides("get_test_sql")).isFalse();
    assertThat(
            compiler.callMacro(
                "model.p.a",
                "get_merge_sql",
                List.of(new RelationName(null, "s", "t"), "src"),
                Map.of()))
        .isEqualTo("my merge into s.t from src");
    assertThat(compiler.runOperation("give", Map.of()))
        .isEqualTo(java.util.Arrays.asList(1L, java.util.Collections.singletonMap("a", null)));
  }

  @Test
  void compilesInlineSql() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file("models/e.sql", "{{ config(materialized='ephemeral') }}select 1 as x");
    // when, then
    assertThat(
            compiler(project, false).compileInline("select * from {{ ref('e') }}").compiledCode())
        .isEqualTo("with __dbt__cte__e as (\nselect 1 as x\n) select * from __dbt__cte__e");
  }

  @Test
  void runsACustomMaterializationAgainstTheWarehouse() {
    // given
    ProjectFolder project =
        new ProjectFolder(folder)
            .file("models/a.sql", "{{ config(materialized='mine') }}select 1")
            .file(
                "macros/m.sql",
                "{% materialization mine, adapter='glue' %}{% call statement('main') %}create {{ this }} as {{ sql"
                    + " }}{% endcall %}{{ return({'relations': [this]}) }}{% endmaterialization %}");
    NodeCompiler compiler = compiler(project, false);
    // when
    List<RelationName> relations = compiler.materialize("model.p.a");
    // then
    assertThat(compiler.hasCustomMaterialization("model.p.a")).isTrue();
    assertThat(relations).containsExactly(new RelationName("analytics", "analytics", "a"));
    assertThat(warehouse.queries).containsExactly("create analytics.a as select 1");
  }
}
