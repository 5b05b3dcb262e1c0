package io.tidemill.dbt.parse;

import io.tidemill.dbt.config.ConfigurationScope;
import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of tests, taken apart: which test, its arguments, its configs, the names dbt
 * gives it.
 *
 * @param macro what implements it, null when nothing does; that matters once the test is run
 * @param compiledName short enough for a file or table name
 * @param fqnName the full name, also when it is long
 */
record GenericTestSpec(
    GenericTests.On on,
    @Nullable ProjectMacro macro,
    String name,
    @Nullable String namespace,
    Map<String, Object> arguments,
    Map<String, Object> config,
    String description,
    String compiledName,
    String fqnName) {

  private static final Pattern NAME =
      Pattern.compile("(?:([a-zA-Z_][0-9a-zA-Z_]*)\\.)?([a-zA-Z_][0-9a-zA-Z_]*)");
  private static final List<String> CONFIGS =
      List.of(
          "severity",
          "tags",
          "enabled",
          "where",
          "limit",
          "warn_if",
          "error_if",
          "fail_calc",
          "store_failures",
          "store_failures_as",
          "sql_header",
          "meta",
          "database",
          "schema",
          "alias");
  private static final Pattern NOT_NAME = Pattern.compile("[^0-9a-zA-Z_]+");
  private static final int LONGEST_NAME = 63;

  static GenericTestSpec parse(
      ParseSession session, GenericTests.On on, Object written, @Nullable String columnName) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    String testName = name(on, written, arguments);
    if (columnName != null) {
      arguments.put("column_name", columnName);
    }
    arguments.putAll(Properties.mapOf(arguments.remove("arguments")));
    if (arguments.containsKey("model")) {
      throw failure(on, "Test arguments include \"model\", which is a reserved argument");
    }
    arguments.put("model", "{{ get_where_subquery(" + on.modelText() + ") }}");
    Matcher match = NAME.matcher(testName);
    if (!match.lookingAt()) {
      throw failure(on, "Test name string did not match expected pattern: " + testName);
    }
    String namespace = match.group(1);
    Map<String, Object> config = config(session, on, arguments);
    Object described = arguments.remove("description");
    Object given = arguments.remove("name");
    String compiledName;
    String fqnName;
    if (given != null) {
      compiledName = given.toString();
      fqnName = compiledName;
    } else {
      String identifier = (namespace == null ? "" : namespace + "_") + on.prefix() + match.group(2);
      fqnName = fullName(identifier, on.name(), arguments);
      compiledName = shortName(identifier + "_" + on.name(), fqnName);
      if (!compiledName.equals(fqnName)) {
        config.putIfAbsent("alias", compiledName);
      }
    }
    String searched = namespace == null ? on.owner().name() : namespace;
    ProjectMacro macro = session.macros().find(searched, "test_" + match.group(2));
    return new GenericTestSpec(
        on,
        macro,
        match.group(2),
        namespace,
        arguments,
        config,
        described == null ? "" : described.toString(),
        compiledName,
        fqnName);
  }

  private static String name(GenericTests.On on, Object written, Map<String, Object> arguments) {
    if (written instanceof String name) {
      return name;
    }
    if (!(written instanceof Map<?, ?> test)) {
      throw failure(on, "test must be dict or str, got " + written);
    }
    Object explicit = test.get("test_name");
    if (explicit != null) {
      arguments.putAll(Properties.mapOf(test));
      arguments.remove("test_name");
      return explicit.toString();
    }
    if (test.size() != 1) {
      throw failure(
          on,
          "test definition dictionary must have exactly one key, got "
              + test.keySet()
              + " instead ("
              + test.size()
              + " keys)");
    }
    Map.Entry<?, ?> only = test.entrySet().iterator().next();
    if (only.getValue() != null && !(only.getValue() instanceof Map)) {
      throw failure(on, "test arguments must be a dict, got " + only.getValue());
    }
    arguments.putAll(Properties.mapOf(only.getValue()));
    return String.valueOf(only.getKey());
  }

  /**
   * Configs beside the arguments and under {@code config}, in dbt's order; they are taken out of
   * the arguments.
   */
  private static Map<String, Object> config(
      ParseSession session, GenericTests.On on, Map<String, Object> arguments) {
    Object nested = arguments.remove("config");
    if (nested != null && !(nested instanceof Map)) {
      throw failure(on, "The config for a test must be a dict, got " + nested);
    }
    Map<String, Object> under = Properties.mapOf(nested);
    Map<String, Object> config = new LinkedHashMap<>();
    ConfigurationScope scope =
        ConfigurationScope.of(
            session.root().name(),
            session.projectVariables().values(on.owner().name()),
            session.source().environment(),
            session.profile());
    for (String key : CONFIGS) {
      Object beside = arguments.remove(key);
      if (isSet(beside) && under.containsKey(key)) {
        throw failure(
            on, "Test cannot have the same key at the top-level and in config: '" + key + "'");
      }
      Object value = isSet(beside) ? beside : under.remove(key);
      put(config, key, value == null ? beside : value, on, scope);
    }
    under.forEach((key, value) -> put(config, key, value, on, scope));
    return config;
  }

  private static boolean isSet(@Nullable Object value) {
    return value != null && PythonValues.truthy(PythonValues.fromJava(value));
  }

  private static void put(
      Map<String, Object> config,
      String key,
      @Nullable Object value,
      GenericTests.On on,
      ConfigurationScope scope) {
    Object rendered =
        value instanceof String text && Templates.hasJinja(text)
            ? Arguments.plain(Templates.renderNative(text, on.file(), scope))
            : value;
    if (rendered != null) {
      config.put(key, rendered);
    }
  }

  private static String fullName(String identifier, String target, Map<String, Object> arguments) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(arguments)
        .forEach(
            (name, value) -> {
              if (!name.equals("model")) {
                flatten(value, parts);
              }
            });
    return identifier + "_" + target + "_" + String.join("__", parts);
  }

  private static void flatten(@Nullable Object value, List<String> parts) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(item -> parts.add(clean(item)));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> parts.add(clean(item)));
    } else {
      parts.add(clean(value));
    }
  }

  private static String clean(@Nullable Object value) {
    return NOT_NAME.matcher(PythonValues.str(PythonValues.fromJava(value))).replaceAll("_");
  }

  private static String shortName(String identifier, String fullName) {
    if (fullName.length() <= LONGEST_NAME) {
      return fullName;
    }
    return identifier.substring(0, Math.min(30, identifier.length())) + "_" + Digests.md5(fullName);
  }

  /** dbt's test_metadata. */
  Map<String, Object> metadata() {
    return ConfigDefaults.of("name", name, "kwargs", arguments, "namespace", namespace);
  }

  /** Ten digits that tell tests of one name apart. */
  String hash() {
    Map<String, Object> metadata = new TreeMap<>(metadata());
    String text = fqnName + PythonValues.repr(PythonValues.fromJava(hashable(metadata)));
    String digest = Digests.md5(text);
    return digest.substring(digest.length() - 10);
  }

  private static Object hashable(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put(String.valueOf(key), hashable(item)));
      return new LinkedHashMap<>(sorted);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(hashable(item)));
      return items;
    }
    return PythonValues.str(PythonValues.fromJava(value));
  }

  /** The text of the test node: a call of its macro, and its configs. */
  String rawCode() {
    String macroName = (namespace == null ? "" : namespace + ".") + "test_" + name;
    return "{{ " + macroName + "(**_dbt_generic_test_kwargs) }}" + configCall();
  }

  private String configCall() {
    if (config.isEmpty()) {
      return "";
    }
    List<String> settings = new ArrayList<>();
    config.forEach(
        (key, value) ->
            settings.add(
                key
                    + "="
                    + (value instanceof String text
                        ? '"' + text.replace("\"", "\\\"") + '"'
                        : PythonValues.str(PythonValues.fromJava(value)))));
    return "{{ config(" + String.join(",", settings) + ") }}";
  }

  /** Notes what the test is on, for tests that are not rendered to find out. */
  void noteParent(NodeDraft draft) {
    if (on.attachedName() == null) {
      String source = on.fileKey().substring("sources.".length());
      draft.addSource(source, on.name().substring(source.length() + 1));
    } else {
      draft.addRef(on.attachedName(), null, on.version());
    }
  }

  private static ProjectException failure(GenericTests.On on, String message) {
    return new ProjectException(
        new ProjectProblem(
            ProblemKind.PARSING,
            "Invalid test config given in " + on.file() + ": " + message,
            on.file(),
            on.position().line(),
            on.position().column()),
        null);
  }
}
