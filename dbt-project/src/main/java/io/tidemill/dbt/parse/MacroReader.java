package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.MacroSource;
import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.jinja.Block;
import io.tidemill.dbt.jinja.BlockScanner;
import io.tidemill.dbt.jinja.Expr;
import io.tidemill.dbt.jinja.MacroDefinition;
import io.tidemill.dbt.jinja.Stmt;
import io.tidemill.dbt.jinja.TemplateName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a file into macros. */
final class MacroReader {
  private final String packageName;
  private final double createdAt;

  MacroReader(String packageName, double createdAt) {
    this.packageName = packageName;
    this.createdAt = createdAt;
  }

  /**
   * The macros of a file, parsed.
   *
   * @param path path of the file below its package
   * @throws io.tidemill.dbt.jinja.JinjaException when it does not parse
   */
  List<ProjectMacro> read(String text, String path) {
    return read(text, path, BlockScanner.MACRO_BLOCKS);
  }

  /** Only the generic tests of a file. */
  List<ProjectMacro> readTests(String text, String path) {
    return read(text, path, Set.of("test", "data_test"));
  }

  private List<ProjectMacro> read(String text, String path, Set<String> types) {
    String code = text.strip();
    // dbt strips files before it cuts them; messages still name lines of the file.
    int stripped =
        (int) text.substring(0, text.indexOf(code)).chars().filter(c -> c == '\n').count();
    TemplateName file = new TemplateName(path, stripped);
    List<ProjectMacro> macros = new ArrayList<>();
    for (Block block : BlockScanner.scan(code, file, types)) {
      MacroSource source = new MacroSource(block.fullBlock(), block.templateName(file));
      boolean testsOnly = !types.contains("macro");
      macros.add(macro(source.definition(Phase.PARSE), source, path, testsOnly));
    }
    return macros;
  }

  private static List<Object> arguments(MacroDefinition definition) {
    List<Object> arguments = new ArrayList<>();
    List<Expr.Name> names = definition.parameters().names();
    for (int i = 0; i < names.size(); i++) {
      Object type = definition.parameters().types().get(i);
      arguments.add(
          ConfigDefaults.of(
              "name",
              names.get(i).name(),
              "type",
              type == null ? null : type.toString(),
              "description",
              ""));
    }
    return arguments;
  }

  private ProjectMacro macro(
      MacroDefinition definition, MacroSource source, String path, boolean testsOnly) {
    String name = definition.name();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", name);
    content.put("resource_type", "macro");
    content.put("package_name", packageName);
    content.put("path", path);
    content.put("original_file_path", path);
    content.put("unique_id", "macro." + packageName + "." + name);
    content.put("macro_sql", source.sql());
    content.put("depends_on", ConfigDefaults.of("macros", new ArrayList<>()));
    content.put("description", "");
    content.put("meta", new LinkedHashMap<>());
    content.put("docs", docs());
    content.put("config", ConfigDefaults.of("meta", new LinkedHashMap<>(), "docs", docs()));
    content.put("patch_path", null);
    content.put("arguments", testsOnly ? new ArrayList<>() : arguments(definition));
    content.put("created_at", createdAt);
    boolean materialization = definition.kind() == Stmt.MacroKind.MATERIALIZATION;
    content.put(
        "supported_languages",
        materialization ? new ArrayList<>(definition.supportedLanguages()) : null);
    return new ProjectMacro(content, source);
  }

  private static Map<String, Object> docs() {
    return ConfigDefaults.of("show", true, "node_color", null);
  }
}
