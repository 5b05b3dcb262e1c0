package io.tidemill.dbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.ManifestNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources beyond SQL models: what the manifest holds and what they compile to. */
class ResourcesTest {
  @TempDir private Path folder;

  private ProjectFolder project() {
    return new ProjectFolder(folder).file("models/a.sql", "select 1 as id");
  }

  private static NodeCompiler compiler(DbtProject project) {
    return project.compiler(
        Warehouse.none(), new Invocation("0", Instant.EPOCH, "compile", false, Map.of(), Map.of()));
  }

  @Test
  void readsCallsOfPythonModelsAcrossLinesStringsAndComments() {
    // given
    DbtProject project =
        project()
            .file("models/b.sql", "select 2 as id")
            .file(
                "models/p.py",
                """
                # dbt.ref("commented")
                def model(dbt, session):
                    text = "dbt.ref('quoted')"
                    dbt.config(
                        materialized="incremental",
                        unique_key=["id", "day"],  # both
                        meta={"owner": "me", "level": -1},
                    )
                    wanted = dbt.config.get("wanted", 5)
                    frames = [dbt.ref("a"), session.table(f"{dbt.ref('b')}")]
                    return frames[0]
                """)
            .load();
    // when
    ManifestNode model = project.manifest().node("model.p.p").orElseThrow();
    // then
    assertThat(model.dependsOn()).containsExactly("model.p.a", "model.p.b");
    assertThat(model.config().get("unique_key")).isEqualTo(List.of("id", "day"));
    assertThat(model.meta()).containsEntry("owner", "me").containsEntry("level", -1L);
    assertThat(model.config().get("config_keys_used")).isEqualTo(List.of("wanted"));
    assertThat(compiler(project).compile("model.p.p").compiledCode())
        .startsWith(model.rawCode())
        .contains("refs = {\"a\": \"analytics.a\", \"b\": \"analytics.b\"}")
        .contains("config_dict = {'wanted': 5}");
  }

  @Test
  void refusesPythonArgumentsThatAreNoLiterals() {
    ProjectFolder project =
        project().file("models/p.py", "def model(dbt, session):\n    return dbt.ref(name)\n");
    assertThatThrownBy(project::load)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("models/p.py")
        .hasMessageContaining("`name`");
  }

  @Test
  void keepsFunctionsAndResolvesCallsOfThem() {
    // given
    DbtProject project =
        project()
            .file("functions/double.sql", "select x * 2")
            .file(
                "functions/f.yml",
                """
                functions:
                  - name: double
                    config: {volatility: deterministic}
                    arguments: [{name: x, data_type: int}]
                    returns: {data_type: int}
                """)
            .file("models/c.sql", "select {{ function('double') }}(id) from {{ ref('a') }}")
            .load();
    // then
    assertThat(project.manifest().functions().get("function.p.double").content())
        .containsEntry("relation_name", "analytics.double");
    assertThat(project.manifest().node("model.p.c").orElseThrow().dependsOn())
        .containsExactly("model.p.a", "function.p.double");
    assertThat(project.manifest().childMap().get("function.p.double")).containsExactly("model.p.c");
    assertThat(compiler(project).compile("model.p.c").compiledCode())
        .isEqualTo("select analytics.double(id) from analytics.a");
  }

  @Test
  void readsFixturesOfUnitTestsFromFilesAndPutsTheFirstWholeRowFirst() {
    // given
    DbtProject project =
        project()
            .file("models/c.sql", "select * from {{ ref('a') }}")
            .file("tests/fixtures/rows.csv", "id,name\n1,\n2,\"b, \"\"c\"\"\"\n")
            .file(
                "models/u.yml",
                """
                unit_tests:
                  - name: u
                    model: c
                    given: [{input: ref('a'), format: csv, fixture: rows}]
                    expect: {format: sql, rows: select 1 as id}
                """)
            .load();
    // when
    Map<String, Object> content = project.manifest().unitTests().get("unit_test.p.c.u").content();
    // then
    assertThat(content.get("given").toString())
        .contains("rows=[{id=2, name=b, \"c\"}, {id=1, name=null}]");
    assertThat(content.get("expect").toString()).contains("rows=select 1 as id");
  }

  @Test
  void namesTheFixtureThatIsMissing() {
    ProjectFolder project =
        project()
            .file(
                "models/u.yml",
                """
                unit_tests:
                  - name: u
                    model: a
                    given: []
                    expect: {format: csv, fixture: nowhere}
                """);
    assertThatThrownBy(project::load)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("File not found for fixture 'nowhere'");
  }

  @Test
  void dependsOnWhatForeignKeysPointTo() {
    // given
    DbtProject project =
        project()
            .file("models/c.sql", "select 1 as id")
            .file(
                "models/c.yml",
                """
                models:
                  - name: c
                    columns:
                      - name: id
                        constraints: [{type: foreign_key, to: ref('a'), to_columns: [id]}]
                """)
            .load();
    // then
    assertThat(project.manifest().node("model.p.c").orElseThrow().dependsOn())
        .containsExactly("model.p.a");
  }

  @Test
  void switchesOffTestsOfWhatIsNotThere() {
    // given
    DbtProject project = project().file("tests/t.sql", "select * from {{ ref('nowhere') }}").load();
    // then
    ManifestNode test = project.manifest().node("test.p.t").orElseThrow();
    assertThat(test.config().enabled()).isFalse();
  }

  @Test
  void refusesSeedsWhoseHooksReadNodes() {
    ProjectFolder project =
        project()
            .file("seeds/s.csv", "id\n1\n")
            .file(
                "seeds/s.yml",
                "seeds: [{name: s, config: {post_hook: \"select * from {{ ref('a') }}\"}}]\n");
    assertThatThrownBy(project::load)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Seeds cannot depend on other nodes");
  }

  @Test
  void tellsRelationsFromTextAsPackagesDo() {
    // given
    String sql =
        "{% set r = ref('a') %}{{ r is mapping }} {{ r.get('metadata', {}).get('type',"
            + " '').endswith('Relation') }}";
    DbtProject project = project().file("models/c.sql", sql).load();
    // then
    assertThat(compiler(project).compile("model.p.c").compiledCode()).isEqualTo("True True");
  }
}
