package io.tidemill.dbt.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts are what dbt's published schemas say they are, and lie where dbt puts them. */
class ArtifactSchemaTest {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00.123456Z");
  private static final ArtifactMetadata METADATA =
      new ArtifactMetadata(NOON, "id-1", NOON.minusSeconds(9), Map.of("team", "data"));
  private static final List<Timing> TIMING =
      List.of(new Timing("compile", NOON, NOON), new Timing("execute", NOON, NOON));

  @TempDir private Path target;

  private static DbtProject project(String name) {
    Path folder = Path.of("src/test/resources/conformance/projects").resolve(name);
    return DbtProject.load(
        new ProjectSource(
            folder, Path.of("../conformance/dbt/profiles"), null, Map.of(), Map.of()));
  }

  private static void assertValid(String schema, String json) throws IOException {
    Path file = Path.of(System.getProperty("tidemill.shared.data", ""), "dbt-schemas", schema);
    assumeTrue(Files.exists(file), () -> "dbt's published schemas are not at " + file);
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(file))
                .validate(json, InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void writesRunResultsOfEveryOutcome() throws IOException {
    // given
    NodeResult.Batch day = new NodeResult.Batch(NOON.minusSeconds(86400), NOON);
    List<NodeResult> results =
        List.of(
            result("model.p.a", NodeStatus.SUCCESS, null, "select 1", null),
            result("test.p.t", NodeStatus.FAIL, 3L, "select 2", null),
            result("seed.p.s", NodeStatus.SKIPPED, null, null, null),
            result(
                "model.p.m",
                NodeStatus.PARTIAL_SUCCESS,
                null,
                "select 3",
                new NodeResult.Batches(List.of(day), List.of(day))));
    RunResultsArtifact artifact =
        new RunResultsArtifact(METADATA, results, Duration.ofMillis(1500), Map.of("which", "run"));
    // when
    artifact.write(target);
    // then
    assertThat(RunResultsArtifact.read(target.resolve("run_results.json")))
        .extracting(entry -> entry.get("status"))
        .containsExactly("success", "fail", "skipped", "partial success");
    assertThat(artifact.toJson())
        .contains("\"generated_at\":\"2024-05-01T12:00:00.123456Z\"", "\"elapsed_time\":1.5")
        .contains(
            "\"successful\":[[\"2024-04-30T12:00:00.123456Z\",\"2024-05-01T12:00:00.123456Z\"]]");
    assertValid("run-results-v6.json", artifact.toJson());
  }

  private static NodeResult result(
      String id,
      NodeStatus status,
      @Nullable Long failures,
      @Nullable String code,
      NodeResult.@Nullable Batches batches) {
    return new NodeResult(
        id,
        status,
        TIMING,
        "Thread-1",
        Duration.ofMillis(20),
        Map.of("_message", "OK"),
        "OK",
        failures,
        code == null ? null : true,
        code,
        "analytics.x",
        batches);
  }

  @Test
  void writesFreshnessWithItsCriteriaAndWhatCouldNotBeAsked() throws IOException {
    // given
    FreshnessResult stale =
        new FreshnessResult.Measured(
            "source.p.raw.orders",
            NodeStatus.WARN,
            NOON.minusSeconds(7200),
            NOON,
            Map.of("warn_after", Map.of("count", 1, "period", "hour")),
            Map.of(),
            TIMING,
            "Thread-1",
            Duration.ofSeconds(1));
    FreshnessResult failed = new FreshnessResult.Failed("source.p.raw.other", "no such table");
    SourcesArtifact artifact =
        new SourcesArtifact(METADATA, List.of(stale, failed), Duration.ofSeconds(2));
    // when
    artifact.write(target);
    // then
    List<Map<String, Object>> entries = SourcesArtifact.read(target.resolve("sources.json"));
    assertThat(entries.get(0)).containsEntry("max_loaded_at_time_ago_in_s", 7200.0);
    assertThat(entries.get(1)).containsEntry("status", "runtime error");
    assertValid("sources-v3.json", artifact.toJson());
  }

  @Test
  void writesTheCatalogWithColumnsCountedFromOne() throws IOException {
    // given
    CatalogTable table =
        new CatalogTable(
            "model.p.a",
            "table",
            null,
            "analytics",
            "a",
            null,
            null,
            List.of(
                new CatalogTable.CatalogColumn("id", "bigint", null),
                new CatalogTable.CatalogColumn("name", "string", "who")),
            List.of(new CatalogTable.CatalogStatistic("bytes", "Approximate Size", 12L, null)));
    CatalogArtifact artifact = new CatalogArtifact(METADATA, List.of(table), List.of(), List.of());
    // then
    assertThat(artifact.toJson()).contains("\"type\":\"string\",\"index\":2").contains("has_stats");
    assertValid("catalog-v1.json", artifact.toJson());
  }

  @Test
  void writesTheManifestWithWhatWasRendered() throws IOException {
    // given
    DbtProject project = project("ephemeral");
    NodeCompiler compiler =
        project.compiler(
            Warehouse.none(), new Invocation("id-1", NOON, "compile", false, Map.of(), Map.of()));
    Map<String, CompiledNode> compiled = new LinkedHashMap<>();
    project.manifest().nodes().keySet().forEach(id -> compiled.put(id, compiler.compile(id)));
    // when
    ManifestArtifact artifact = new ManifestArtifact(METADATA, project.manifest(), compiled);
    // then
    Manifest read = Manifest.fromJson(artifact.toJson());
    assertThat(read.metadata()).containsEntry("invocation_id", "id-1");
    assertThat(read.nodes().values())
        .allSatisfy(node -> assertThat(node.content()).containsEntry("compiled", true))
        .anySatisfy(
            node -> assertThat(node.content().get("extra_ctes").toString()).contains("__dbt__cte"));
    assertValid("manifest-v12.json", artifact.toJson());
  }

  @Test
  void namesCompiledFilesAsDbtDoes() throws IOException {
    // given
    DbtProject project = project("generic_tests");
    NodeCompiler compiler =
        project.compiler(
            Warehouse.none(), new Invocation("id-1", NOON, "compile", false, Map.of(), Map.of()));
    // when
    List<String> paths =
        project.manifest().nodes().keySet().stream()
            .map(id -> CompiledFiles.writeCompiled(target.resolve("target"), compiler.compile(id)))
            .toList();
    // then
    assertThat(paths)
        .contains("target/compiled/p/models/a.sql")
        .anyMatch(path -> path.matches("target/compiled/p/models/t.yml/not_null_.*\\.sql"))
        .allSatisfy(path -> assertThat(target.resolve(path)).isRegularFile());
  }

  @Test
  void numbersTheGraphAndItsSuccessors() {
    // when
    String json = new GraphSummaryArtifact("id-1", project("refs").manifest()).toJson();
    // then
    assertThat(json).contains("{\"name\":\"model.p.a\",\"type\":\"model\",\"succ\":[");
  }

  @Test
  void writesTheSemanticManifestThatDbtWrites() throws IOException {
    // given: what dbt made of the same project
    Path expected =
        Path.of("src/test/resources/conformance/projects/semantic_layer/semantic_manifest.json");
    // when
    new SemanticManifestArtifact(project("semantic_layer").manifest()).write(target);
    // then
    assertThat(ArtifactFile.read(target.resolve("semantic_manifest.json")))
        .isEqualTo(ArtifactFile.read(expected));
  }
}
