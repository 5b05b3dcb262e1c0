package io.tidemill.dbt.jinja;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One snippet with what CPython's Jinja2 in dbt's environment makes of it. */
record JinjaCase(String group, int number, Map<String, Object> options, JsonNode golden) {

  String template() {
    return (String) options.get("template");
  }

  /** The cases of a folder of YAML files, with the goldens of another. */
  static List<JinjaCase> load(Path casesFolder, Path goldenFolder) {
    List<JinjaCase> cases = new ArrayList<>();
    try (var files = Files.list(casesFolder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        String group = file.getFileName().toString().replace(".yaml", "");
        List<Map<String, Object>> options = new Yaml().load(Files.readString(file));
        JsonNode goldens =
            new ObjectMapper()
                .readTree(Files.readString(goldenFolder.resolve(group + ".golden.json")));
        if (goldens.size() != options.size()) {
          throw new IllegalStateException(
              "Expected "
                  + options.size()
                  + " goldens for "
                  + group
                  + ", but there are "
                  + goldens.size());
        }
        for (int i = 0; i < options.size(); i++) {
          cases.add(new JinjaCase(group, i + 1, options.get(i), goldens.get(i)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return cases;
  }

  /** What this engine makes of the snippet, in the form of the golden. */
  Map<String, Object> actual() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("template", template());
    try {
      run(result);
    } catch (JinjaException failure) {
      result.put("error", failure.kind().pythonName());
      result.put("message", failure.text());
      if (failure.kind() == ErrorKind.SYNTAX || failure.kind() == ErrorKind.ASSERTION) {
        result.put("line", failure.line());
      }
    } catch (RuntimeException defect) {
      result.put("error", "defect of the engine: " + defect);
    }
    return result;
  }

  private void run(Map<String, Object> result) {
    boolean permissive = "permissive".equals(options.get("undefined"));
    JinjaEnvironment environment =
        JinjaEnvironment.builder()
            .undefined(permissive ? UndefinedPolicy.PERMISSIVE : UndefinedPolicy.DEFAULT)
            .build();
    if (options.containsKey("blocks")) {
      result.put("blocks", blocks());
      return;
    }
    Map<String, Object> values = context();
    Scope scope = Scope.of(values);
    Object macros = options.getOrDefault("macros", List.of());
    for (Object source : (List<?>) macros) {
      for (Block block :
          BlockScanner.scan(
              (String) source, TemplateName.of("macros"), BlockScanner.MACRO_BLOCKS)) {
        Template template =
            JinjaEnvironment.builder().build().parse(block.fullBlock(), TemplateName.of("macros"));
        MacroDefinition macro = template.macros().get(0);
        values.put(macro.name(), macro.bind(scope));
      }
    }
    Template template = environment.parse(template(), TemplateName.of("case"));
    if (options.containsKey("native")) {
      Object value = template.renderNative(scope);
      result.put("value", PythonValues.repr(value));
      result.put("type", PythonValues.typeName(value));
    } else {
      result.put("output", template.render(scope));
    }
  }

  private List<Object> blocks() {
    List<Object> found = new ArrayList<>();
    var types =
        java.util.Set.of("macro", "materialization", "test", "data_test", "snapshot", "docs");
    for (Block block : BlockScanner.scanWithData(template(), TemplateName.of("case"), types)) {
      List<Object> row = new ArrayList<>();
      row.add(block.type());
      row.add(block.name().isEmpty() ? null : block.name());
      row.add(block.contents());
      row.add(block.fullBlock());
      found.add(row);
    }
    return found;
  }

  private Map<String, Object> context() {
    Map<String, Object> context = new HashMap<>();
    context.put("return", MacroReturn.FUNCTION);
    context.put("modules", PythonModules.create(Clock.systemUTC()));
    context.put(
        "set",
        (JinjaCallable) arguments -> new PySet(PythonValues.toList(arguments.positional().get(0))));
    context.put("zip", (JinjaCallable) JinjaCase::zip);
    context.put(
        "rows",
        PythonValues.fromJava(
            List.of(
                row("Ann", 31, "Oslo", List.of("a", "b")),
                row("bob", 25, "Rome", List.of()),
                row("Cid", 31, "oslo", List.of("c")))));
    context.put("one", 1);
    context.put("text", "Hello World");
    context.put("nothing", null);
    context.put("yes", true);
    context.put("no", false);
    context.put("pi", 3.14159);
    context.put("names", PythonValues.fromJava(List.of("x", "y", "z")));
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("a", 1);
    d.put("b", Map.of("c", List.of(1, 2, 3)));
    d.put("items", "shadowed");
    context.put("d", PythonValues.fromJava(d));
    return context;
  }

  private static Map<String, Object> row(String name, int age, String city, List<String> tags) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("age", age);
    row.put("city", city);
    row.put("tags", tags);
    return row;
  }

  private static Object zip(CallArguments arguments) {
    List<List<Object>> columns = arguments.positional().stream().map(PythonValues::toList).toList();
    int length = columns.stream().mapToInt(List::size).min().orElse(0);
    PyList rows = new PyList();
    for (int i = 0; i < length; i++) {
      int index = i;
      rows.add(PyTuple.copyOf(columns.stream().map(column -> column.get(index)).toList()));
    }
    return rows;
  }

  @Override
  public String toString() {
    return group + " " + number + ": " + template();
  }
}
