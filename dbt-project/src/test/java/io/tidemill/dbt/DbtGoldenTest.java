package io.tidemill.dbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.selection.IndirectSelection;
import io.tidemill.dbt.selection.Selection;
import io.tidemill.dbt.selection.SelectionState;
import io.tidemill.dbt.selection.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What dbt 1.12 made of the projects of conformance/dbt, node by node and byte by byte. */
class DbtGoldenTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path RESOURCES = Path.of("src/test/resources/conformance");
  private static final Set<String> VOLATILE =
      Set.of("created_at", "root_path", "compiled_path", "build_path");
  private static final Set<String> UNORDERED =
      Set.of("doc_blocks", "primary_key", "sources", "nodes");
  private static final List<String> SECTIONS =
      List.of(
          "nodes", "sources", "exposures", "docs", "groups", "unit_tests", "disabled", "macros");

  static Stream<String> projects() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("projects")
  void agreesWithDbt(String name) throws IOException {
    // given
    Map<?, ?> golden =
        JSON.readValue(Files.readString(RESOURCES.resolve(name + ".json")), Map.class);
    ProjectSource source =
        new ProjectSource(
            RESOURCES.resolve("projects").resolve(name),
            Path.of("../conformance/dbt/profiles"),
            null,
            Map.of(),
            Map.of());
    // when, then
    if (Boolean.TRUE.equals(golden.get("refused"))) {
      assertThatThrownBy(() -> DbtProject.load(source)).isInstanceOf(ProjectException.class);
      return;
    }
    DbtProject project = DbtProject.load(source);
    assertManifest(golden, project);
    assertCompiled(golden, project);
    assertSelections(golden, project);
  }

  private static void assertManifest(Map<?, ?> golden, DbtProject project) {
    Map<?, ?> manifest = JSON.readValue(project.manifest().toJson(), Map.class);
    for (String section : SECTIONS) {
      Map<?, ?> expected = (Map<?, ?>) golden.get(section);
      Map<?, ?> actual = withoutInternal((Map<?, ?>) manifest.get(section));
      assertThat(actual.keySet()).as(section).isEqualTo(expected.keySet());
      expected.forEach(
          (id, content) ->
              assertThat(clean(actual.get(id), "")).as("%s", id).isEqualTo(clean(content, "")));
    }
    assertThat(manifest.get("parent_map")).isEqualTo(golden.get("parent_map"));
    assertThat(manifest.get("child_map")).isEqualTo(golden.get("child_map"));
  }

  private static Map<?, ?> withoutInternal(Map<?, ?> section) {
    Map<Object, Object> kept = new LinkedHashMap<>(section);
    kept.keySet()
        .removeIf(
            id ->
                id.toString().startsWith("macro.dbt.")
                    || id.toString().startsWith("macro.dbt_spark.")
                    || id.toString().startsWith("macro.dbt_glue."));
    return kept;
  }

  private static Object clean(Object value, String key) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> cleaned = new LinkedHashMap<>();
      map.forEach(
          (name, item) -> {
            if (!VOLATILE.contains(name.toString())) {
              cleaned.put(name, clean(item, name.toString()));
            }
          });
      return cleaned;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(clean(item, "")));
      return UNORDERED.contains(key) ? Set.copyOf(items) : items;
    }
    return value;
  }

  private static void assertCompiled(Map<?, ?> golden, DbtProject project) {
    NodeCompiler compiler =
        project.compiler(
            Warehouse.none(),
            new Invocation("0", Instant.EPOCH, "compile", false, Map.of(), Map.of()));
    ((Map<?, ?>) golden.get("compiled"))
        .forEach(
            (id, code) ->
                assertThat(compiler.compile(id.toString()).compiledCode())
                    .as("%s", id)
                    .isEqualTo(code));
  }

  private static void assertSelections(Map<?, ?> golden, DbtProject project) {
    ((Map<?, ?>) golden.get("ls"))
        .forEach(
            (line, ids) ->
                assertThat(List.copyOf(new TreeSet<>(select(project, line.toString()))))
                    .as("ls %s", line)
                    .isEqualTo(ids));
  }

  private static Set<String> select(DbtProject project, String line) {
    List<String> select = new ArrayList<>();
    List<String> exclude = new ArrayList<>();
    IndirectSelection indirect = IndirectSelection.EAGER;
    List<String> current = select;
    String[] words = line.isBlank() ? new String[0] : line.strip().split(" +");
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--select" -> current = select;
        case "--exclude" -> current = exclude;
        case "--indirect-selection" ->
            indirect = IndirectSelection.valueOf(words[++i].toUpperCase(Locale.ROOT));
        case "--selector" -> {
          return Selector.byName(project.manifest(), words[i + 1], SelectionState.none());
        }
        default -> current.add(words[i]);
      }
    }
    return Selector.select(project.manifest(), new Selection(select, exclude, indirect));
  }
}
