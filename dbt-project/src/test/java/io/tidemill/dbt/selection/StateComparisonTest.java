package io.tidemill.dbt.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.ProjectFolder;
import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateComparisonTest {
  @TempDir private Path folder;

  private ProjectFolder project() {
    return new ProjectFolder(folder)
        .file("macros/m.sql", "{% macro one() %}1{% endmacro %}")
        .file("models/a.sql", "select {{ one() }} as id")
        .file("models/b.sql", "select * from {{ ref('a') }}")
        .file(
            "models/y.yml",
            """
            models:
              - name: a
                columns: [{name: id, data_tests: [unique]}]
            semantic_models:
              - {name: s, model: ref('a'), measures: [{name: n, agg: count, expr: id}]}
            metrics:
              - {name: made, label: Made, type: simple, type_params: {measure: n}}
            """);
  }

  private static Set<String> select(Manifest now, Manifest before, String criterion) {
    return Selector.select(
        now,
        new Selection(List.of(criterion), List.of(), IndirectSelection.EMPTY),
        new SelectionState(before, List.of(), List.of(), List.of()));
  }

  @Test
  void findsNothingModifiedWhenAProjectIsReadAgain() {
    // given: as dbt would have written it, with its own text of its macros
    Manifest before =
        Manifest.fromJson(
            project()
                .load()
                .manifest()
                .toJson()
                .replace(
                    "{% test unique(model, column_name) %}", "{% test unique(model, name) %}"));
    // then
    assertThat(select(project().load().manifest(), before, "state:modified")).isEmpty();
    assertThat(select(project().load().manifest(), before, "state:new")).isEmpty();
  }

  @Test
  void findsWhatCallsAMacroThatHasChanged() {
    // given
    Manifest before = project().load().manifest();
    // when
    Manifest now =
        project().file("macros/m.sql", "{% macro one() %}2{% endmacro %}").load().manifest();
    // then
    assertThat(select(now, before, "state:modified.macros")).containsExactly("model.p.a");
    assertThat(select(now, before, "state:modified+"))
        .containsExactlyInAnyOrder(
            "model.p.a",
            "model.p.b",
            "semantic_model.p.s",
            "metric.p.made",
            "test.p.unique_a_id.f6a5f640da");
  }

  @Test
  void findsAMetricWhoseMeasureHasChanged() {
    // given
    Manifest before = project().load().manifest();
    String other =
        "metrics: [{name: made, label: Made, type: simple, type_params: {measure: {name: n, alias:"
            + " z}}}]\n";
    // when
    Manifest now =
        project()
            .file(
                "models/y.yml",
                "models: [{name: a, columns: [{name: id, data_tests: [unique]}]}]\n"
                    + "semantic_models: [{name: s, model: ref('a'), measures: [{name: n, agg:"
                    + " count, expr: id}]}]\n"
                    + other)
            .load()
            .manifest();
    // then
    assertThat(select(now, before, "state:modified")).containsExactly("metric.p.made");
  }
}
