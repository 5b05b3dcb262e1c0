package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.context.PythonJson;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill ls}: dbt's list, from the project alone. */
@Command(
    name = "ls",
    aliases = "list",
    description = "List nodes of the project, in dbt's selection syntax. Needs no service.",
    mixinStandardHelpOptions = true)
public final class LsCommand implements Callable<Integer> {
  private static final Set<String> KEYS =
      Set.of(
          "alias",
          "name",
          "package_name",
          "depends_on",
          "direct_parents",
          "tags",
          "config",
          "resource_type",
          "source_name",
          "original_file_path",
          "unique_id");

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(
      names = {"--resource-type", "--resource-types"},
      paramLabel = "TYPE",
      description = "Types to list: model, test, source, ..., default, all. May be repeated.",
      defaultValue = "${env:DBT_RESOURCE_TYPES}")
  private List<String> types = new ArrayList<>();

  @Option(
      names = {"--exclude-resource-type", "--exclude-resource-types"},
      paramLabel = "TYPE",
      description = "Types to leave out. May be repeated.",
      defaultValue = "${env:DBT_EXCLUDE_RESOURCE_TYPES}")
  private List<String> excludedTypes = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "selector, name, path or json. Default: ${DEFAULT-VALUE}.",
      defaultValue = "selector")
  private String output = "selector";

  @Option(
      names = "--output-keys",
      arity = "1..*",
      paramLabel = "KEY",
      description = "With --output json: the keys to print; a dot leads into an object.")
  private List<String> keys = new ArrayList<>();

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    Set<String> wanted = resourceTypes();
    Manifest manifest = DbtProject.load(project.source()).manifest();
    Set<String> ids =
        new TreeSet<>(selection.in(manifest, state.selection(project.targetPath()), wanted));
    if (ids.isEmpty()) {
      log.warn("[WARNING]: No nodes selected!");
    }
    for (String id : ids) {
      log.result(line(id, Resources.content(manifest, id)));
    }
    return ExitCodes.OK;
  }

  private Set<String> resourceTypes() {
    if (!selection.byModels()) {
      return Resources.types(given(types), given(excludedTypes));
    }
    if (!given(types).isEmpty()) {
      throw new UserException("\"models\" and \"resource_type\" are mutually exclusive arguments");
    }
    return Set.of("model");
  }

  private static List<String> given(List<String> words) {
    return words.stream().filter(word -> word != null && !word.isBlank()).toList();
  }

  private String line(String id, Map<String, Object> content) {
    return switch (output) {
      case "selector" -> selector(id, content);
      case "name" -> name(id, content);
      case "path" -> text(content, "original_file_path");
      case "json" -> json(content);
      default ->
          throw new UserException(
              "Expected --output to be selector, name, path or json, but it is '%s'"
                  .formatted(output));
    };
  }

  private static String selector(String id, Map<String, Object> content) {
    String type = Resources.typeOf(id);
    String owner = text(content, "package_name");
    return switch (type) {
      case "source" ->
          "source:%s.%s.%s".formatted(owner, text(content, "source_name"), text(content, "name"));
      case "exposure", "metric", "saved_query", "semantic_model" ->
          type + ":" + owner + "." + text(content, "name");
      case "unit_test" -> type + ":" + owner + "." + versioned(content, "_v");
      default -> fqn(content);
    };
  }

  private static String fqn(Map<String, Object> content) {
    return content.get("fqn") instanceof List<?> parts
        ? String.join(".", parts.stream().map(String::valueOf).toList())
        : text(content, "name");
  }

  private static String name(String id, Map<String, Object> content) {
    return Resources.typeOf(id).equals("source")
        ? text(content, "source_name") + "." + text(content, "name")
        : versioned(content, ".v");
  }

  private static String versioned(Map<String, Object> content, String separator) {
    Object version = content.get("version");
    return text(content, "name") + (version == null ? "" : separator + version);
  }

  private String json(Map<String, Object> content) {
    List<String> asked =
        keys.stream().flatMap(key -> Arrays.stream(key.trim().split("\\s+"))).toList();
    Map<String, Object> kept = new LinkedHashMap<>();
    if (asked.isEmpty()) {
      content.forEach(
          (key, value) -> {
            if (KEYS.contains(key)) {
              kept.put(key, value);
            }
          });
    }
    for (String key : asked) {
      Object value = value(content, key);
      if (value != null || content.containsKey(key)) {
        kept.put(key, value);
      }
    }
    return String.valueOf(PythonJson.compact(PythonValues.fromJava(kept)));
  }

  private static @Nullable Object value(Map<String, Object> content, String path) {
    Object at = content;
    for (String key : path.split("\\.")) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at;
  }

  private static String text(Map<String, Object> content, String field) {
    Object value = content.get(field);
    return value == null ? "" : value.toString();
  }
}
