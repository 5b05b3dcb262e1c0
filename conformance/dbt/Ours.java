import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.dbt.selection.IndirectSelection;
import io.tidemill.dbt.selection.Selection;
import io.tidemill.dbt.selection.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Reads, compiles and lists every project of a folder with this library, and writes what it found as JSON. */
public class Ours {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static void main(String[] arguments) throws Exception {
    Path projects = Path.of(arguments[0]);
    Path profiles = Path.of(arguments[1]);
    Path output = Path.of(arguments[2]);
    try (Stream<Path> folders = Files.list(projects)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        Map<String, Object> found = run(folder, profiles);
        Files.createDirectories(output);
        Files.writeString(
            output.resolve(folder.getFileName() + ".json"), JSON.writeValueAsString(found));
      }
    }
  }

  private static Map<String, Object> run(Path folder, Path profiles) throws Exception {
    Map<String, Object> found = new LinkedHashMap<>();
    DbtProject project;
    try {
      project =
          DbtProject.load(new ProjectSource(folder, profiles, null, Map.of(), System.getenv()));
    } catch (ProjectException e) {
      found.put("error", e.getMessage());
      return found;
    } catch (RuntimeException e) {
      found.put("error", "BUG " + e);
      e.printStackTrace();
      return found;
    }
    found.put("manifest", JSON.readValue(project.manifest().toJson(), Object.class));
    NodeCompiler compiler =
        project.compiler(
            Warehouse.none(),
            new Invocation(
                "0", Instant.EPOCH, "compile", false, Map.of(), Map.of("INTROSPECT", true)));
    Map<String, String> code = new LinkedHashMap<>();
    for (ManifestNode node : project.manifest().nodes().values()) {
      if (node.resourceType() != ResourceType.SEED) {
        try {
          code.put(node.uniqueId(), compiler.compile(node.uniqueId()).compiledCode());
        } catch (RuntimeException e) {
          code.put(node.uniqueId(), "ERROR " + e.getMessage());
        }
      }
    }
    found.put("compiled", code);
    Map<String, Object> lists = new LinkedHashMap<>();
    Path selections = folder.resolve("ls.txt");
    if (Files.exists(selections)) {
      for (String line : Files.readAllLines(selections)) {
        if (!line.isBlank()) {
          lists.put(line, list(project, line));
        }
      }
    }
    found.put("ls", lists);
    return found;
  }

  private static Object list(DbtProject project, String line) {
    List<String> select = new ArrayList<>();
    List<String> exclude = new ArrayList<>();
    IndirectSelection indirect = IndirectSelection.EAGER;
    List<String> current = select;
    String[] words = line.strip().split(" +");
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--select" -> current = select;
        case "--exclude" -> current = exclude;
        case "--indirect-selection" ->
            indirect = IndirectSelection.valueOf(words[++i].toUpperCase(Locale.ROOT));
        case "--selector" -> {
          try {
            return sorted(
                Selector.byName(
                    project.manifest(),
                    words[i + 1],
                    io.tidemill.dbt.selection.SelectionState.none()));
          } catch (ProjectException e) {
            return "ERROR " + e.getMessage();
          }
        }
        default -> current.add(words[i]);
      }
    }
    try {
      return sorted(Selector.select(project.manifest(), new Selection(select, exclude, indirect)));
    } catch (ProjectException e) {
      return "ERROR " + e.getMessage();
    }
  }

  private static List<String> sorted(Iterable<String> ids) {
    List<String> sorted = new ArrayList<>();
    ids.forEach(sorted::add);
    sorted.sort(null);
    return sorted;
  }
}
