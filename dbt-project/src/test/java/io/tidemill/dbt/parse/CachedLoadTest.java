package io.tidemill.dbt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectFolder;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedLoadTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);
  private static final int STEPS = 60;

  @TempDir private Path root;

  /** Edits of every kind, one or a few at a time; after each, both readings must agree. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCachedLoadEqualsAFreshOne(long seed) {
    EditedProject project = new EditedProject(root, new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      List<String> edits = project.edit();

      Map<String, Object> cached = outcome(project.source("true"));
      Map<String, Object> fresh = outcome(project.source("false"));

      assertThat(cached).as("after step %d: %s", step, edits).isEqualTo(fresh);
    }
  }

  @Test
  void readsOnlyWhatHasChangedAndWhatDependsOnIt() throws IOException {
    ProjectFolder project = chain();
    Map<String, Object> before = outcome(project.source());

    project.file("models/b.sql", "select 2 as n from {{ ref('a') }}");
    Manifest manifest = DbtProject.load(project.source(), later()).manifest();

    assertThat(before).doesNotContainKey("problems");
    assertThat(readLater(manifest)).containsExactly("model.p.b");
  }

  @Test
  void readsWhatRefersToAModelThatIsWrittenElsewhere() throws IOException {
    ProjectFolder project = chain();
    outcome(project.source());

    project.file("models/a.sql", "{{ config(alias='z') }} select 1 as n");
    Manifest manifest = DbtProject.load(project.source(), later()).manifest();

    assertThat(readLater(manifest)).containsExactly("model.p.a", "model.p.b");
  }

  @Test
  void readsNothingWhereNothingHasChanged() {
    ProjectFolder project = chain();
    outcome(project.source());

    assertThat(readLater(DbtProject.load(project.source(), later()).manifest())).isEmpty();
  }

  @Test
  void readsAfreshWhatIsDamagedOrOfAnotherVersion() throws IOException {
    ProjectFolder project = chain();
    Map<String, Object> before = outcome(project.source());
    Map<Path, byte[]> whole = new LinkedHashMap<>();
    for (Path file : kept()) {
      whole.put(file, Files.readAllBytes(file));
    }
    assertThat(whole).hasSize(2);

    for (Path file : whole.keySet()) {
      int length = whole.get(file).length;
      for (int at : new int[] {0, 3, length / 2, length - 1}) {
        restore(whole);
        byte[] damaged = whole.get(file).clone();
        damaged[at] ^= 0x55;
        Files.write(file, damaged);
        assertThat(outcome(project.source())).isEqualTo(before);
      }
      restore(whole);
      Files.write(file, new byte[0]);
      assertThat(outcome(project.source())).isEqualTo(before);
    }
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("target/partial_parse"))) {
      return files.toList();
    }
  }

  /** A reading replaces what is damaged; this puts the files back as they were. */
  private void restore(Map<Path, byte[]> whole) throws IOException {
    for (Path file : kept()) {
      Files.delete(file);
    }
    for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  @Test
  void worksWhereNothingCanBeKept() {
    ProjectFolder project = chain().file("target", "a file, not a folder");

    assertThat(outcome(project.source())).doesNotContainKey("problems");
    assertThat(outcome(project.source())).doesNotContainKey("problems");
  }

  @Test
  void followsVariablesOfTheEnvironmentThatWereRead() {
    ProjectFolder project =
        chain().file("models/e.sql", "{{ config(alias=env_var('NAME', 'none')) }} select 1 as n");

    for (String name : List.of("one", "two", "two", "one")) {
      ProjectSource source =
          new ProjectSource(
              root, root, null, Map.of(), Map.of("NAME", name, "OTHER", "" + name.hashCode()));
      ManifestNode node = DbtProject.load(source, CLOCK).manifest().node("model.p.e").orElseThrow();
      assertThat(node.alias()).isEqualTo(name);
    }
  }

  private ProjectFolder chain() {
    return new ProjectFolder(root)
        .file("models/a.sql", "select 1 as n")
        .file("models/b.sql", "select n from {{ ref('a') }}")
        .file("models/c.sql", "select n from {{ ref('b') }}")
        .file("macros/m.sql", "{% macro m() %}1{% endmacro %}");
  }

  private static Clock later() {
    return Clock.offset(CLOCK, java.time.Duration.ofHours(1));
  }

  private static List<String> readLater(Manifest manifest) {
    return manifest.nodes().values().stream()
        .filter(
            node ->
                ((Number) node.content().get("created_at")).longValue()
                    > CLOCK.instant().getEpochSecond())
        .map(ManifestNode::uniqueId)
        .toList();
  }

  /** All that a reading gives but what differs each time: the time and the invocation. */
  private static Map<String, Object> outcome(ProjectSource source) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    try {
      Manifest manifest = DbtProject.load(source, CLOCK).manifest();
      Map<String, Object> content = new LinkedHashMap<>(manifest.content());
      content.remove("metadata");
      outcome.putAll(content);
      for (String section : List.of("nodes", "sources", "macros", "exposures", "disabled")) {
        outcome.put(
            section + " in order", List.copyOf(((Map<?, ?>) content.get(section)).keySet()));
      }
      String json = manifest.toJson();
      outcome.put("json", json.substring(json.indexOf("\"nodes\"")));
    } catch (ProjectException e) {
      outcome.put("problems", e.problems());
    }
    return outcome;
  }
}
