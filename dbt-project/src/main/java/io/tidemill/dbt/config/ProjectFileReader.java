package io.tidemill.dbt.config;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dbt_project.yml. */
public final class ProjectFileReader {
  public static final String FILE = "dbt_project.yml";

  private static final Pattern NAME = Pattern.compile("^[^\\d\\W]\\w*$");
  private static final Set<String> UNRENDERED =
      Set.of("on-run-start", "on-run-end", "query-comment", "vars");
  private static final Set<String> CONFIG_TREES =
      Set.of("seeds", "models", "snapshots", "tests", "data_tests");
  private static final Set<String> HOOKS = Set.of("pre-hook", "post-hook", "pre_hook", "post_hook");
  private static final List<String> TREES =
      List.of(
          "models",
          "seeds",
          "snapshots",
          "sources",
          "unit_tests",
          "metrics",
          "semantic-models",
          "saved-queries",
          "exposures",
          "functions",
          "analyses");

  private final Path root;
  private final String file;
  private final Map<String, Object> raw;

  /** Reads the file of a folder without rendering it. */
  public ProjectFileReader(Path root, String file) {
    this.root = root;
    this.file = file;
    this.raw = raw();
  }

  private Map<String, Object> raw() {
    Path path = root.resolve(FILE);
    if (!Files.exists(path)) {
      throw failure(
          "No dbt_project.yml found at expected path "
              + path
              + "\nVerify that each entry within packages.yml (and their transitive dependencies)"
              + " contains a file named dbt_project.yml\n");
    }
    try {
      return YamlFiles.map(Files.readString(path), file, ProblemKind.PROJECT);
    } catch (IOException e) {
      throw new ProjectException(
          new ProjectProblem(
              ProblemKind.PROJECT, "Expected to read the file, but " + e, file, 0, 0),
          e);
    }
  }

  /** The profile the file names, as written. */
  public @Nullable String profileName() {
    Object profile = raw.get("profile");
    return profile == null ? null : profile.toString();
  }

  public Map<String, Object> rawVars() {
    return map(raw.get("vars"));
  }

  /** The whole file, rendered with the given names. */
  public ProjectFile read(Scope scope) {
    Map<String, Object> rendered;
    try {
      rendered = new YamlTree(scope, ProjectFileReader::isRendered, file).renderMap(raw);
    } catch (JinjaException e) {
      throw new ProjectException(
          new ProjectProblem(ProblemKind.COMPILATION, e.text(), file, e.line(), e.column()), e);
    }
    return new ProjectFile(config(rendered), trees(raw));
  }

  private static boolean isRendered(List<Object> path) {
    String first = String.valueOf(path.get(0));
    if (UNRENDERED.contains(first)) {
      return false;
    }
    if (!CONFIG_TREES.contains(first)) {
      return true;
    }
    return path.stream()
        .noneMatch(key -> HOOKS.contains(String.valueOf(key).replaceFirst("^[+ ]+", "")));
  }

  private ProjectConfig config(Map<String, Object> rendered) {
    Object name = rendered.get("name");
    if (!(name instanceof String projectName) || !NAME.matcher(projectName).matches()) {
      throw failure(
          "Expected 'name' to be letters, digits and underscores, starting with no digit, but got '"
              + name
              + "'");
    }
    Object version = rendered.get("version");
    Object profile = rendered.get("profile");
    Path packages = path(rendered, "packages-install-path", "dbt_packages");
    Path target = path(rendered, "target-path", "target");
    return new ProjectConfig(
        root,
        projectName,
        version == null ? null : version.toString(),
        profile == null ? null : profile.toString(),
        paths(rendered),
        target,
        packages,
        texts(rendered.getOrDefault("clean-targets", List.of("target"))),
        trees(rendered),
        dispatch(rendered.get("dispatch")),
        map(rendered.get("vars")),
        map(rendered.get("quoting")),
        map(rendered.get("flags")),
        rendered.containsKey("query-comment") ? rendered.get("query-comment") : Map.of(),
        texts(rendered.get("on-run-start")),
        texts(rendered.get("on-run-end")),
        rendered.get("restrict-access") == null
            ? null
            : rendered.get("restrict-access").toString());
  }

  private Path path(Map<String, Object> rendered, String key, String absent) {
    Object value = rendered.get(key);
    return root.resolve(value == null ? absent : value.toString()).normalize();
  }

  private static Map<String, List<String>> paths(Map<String, Object> rendered) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    paths.put("model-paths", pathsOr(rendered, "model-paths", "source-paths", List.of("models")));
    paths.put("macro-paths", pathsOr(rendered, "macro-paths", "", List.of("macros")));
    paths.put("seed-paths", pathsOr(rendered, "seed-paths", "data-paths", List.of("seeds")));
    paths.put("test-paths", pathsOr(rendered, "test-paths", "", List.of("tests")));
    paths.put("analysis-paths", pathsOr(rendered, "analysis-paths", "", List.of("analyses")));
    paths.put("snapshot-paths", pathsOr(rendered, "snapshot-paths", "", List.of("snapshots")));
    paths.put("asset-paths", pathsOr(rendered, "asset-paths", "", List.of()));
    paths.put("docs-paths", pathsOr(rendered, "docs-paths", "", List.of()));
    paths.put("function-paths", pathsOr(rendered, "function-paths", "", List.of("functions")));
    return paths;
  }

  private static List<String> pathsOr(
      Map<String, Object> rendered, String key, String oldKey, List<String> absent) {
    Object value = rendered.containsKey(key) ? rendered.get(key) : rendered.get(oldKey);
    return value == null ? absent : texts(value);
  }

  private static Map<String, Map<String, Object>> trees(Map<String, Object> document) {
    Map<String, Map<String, Object>> trees = new LinkedHashMap<>();
    for (String key : TREES) {
      trees.put(key.replace('-', '_'), map(document.get(key)));
    }
    Object tests =
        document.get("data_tests") == null ? document.get("tests") : document.get("data_tests");
    trees.put("data_tests", map(tests));
    return trees;
  }

  private static Map<String, List<String>> dispatch(@Nullable Object value) {
    Map<String, List<String>> dispatch = new LinkedHashMap<>();
    if (value instanceof List<?> entries) {
      for (Object entry : entries) {
        Map<String, Object> fields = map(entry);
        Object namespace = fields.get("macro_namespace");
        if (namespace != null) {
          dispatch.put(namespace.toString(), texts(fields.get("search_order")));
        }
      }
    }
    return dispatch;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? YamlFiles.stringKeyed(map) : Map.of();
  }

  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    } else if (value != null) {
      texts.add(value.toString());
    }
    return texts;
  }

  private ProjectException failure(String message) {
    return new ProjectException(
        List.of(new ProjectProblem(ProblemKind.PROJECT, message, file, 0, 0)));
  }
}
