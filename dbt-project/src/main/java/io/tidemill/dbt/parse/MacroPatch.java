package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectMacro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds what properties files say about macros. */
final class MacroPatch {
  private static final Logger LOG = LoggerFactory.getLogger(MacroPatch.class);

  private final MacroLibrary macros;

  MacroPatch(MacroLibrary macros) {
    this.macros = macros;
  }

  void apply(Properties entry) {
    ProjectMacro macro = macros.inPackage(entry.owner().name(), entry.name());
    if (macro == null) {
      LOG.warn("Found patch for macro '{}' which was not found", entry.name());
      return;
    }
    Map<String, Object> content = macro.content();
    if (content.get("patch_path") != null) {
      throw NodePatch.failure(
          entry,
          "dbt found two schema.yml entries for the same macro named "
              + entry.name()
              + "; remove one of them");
    }
    Map<String, Object> config = entry.map("config");
    Map<String, Object> meta = entry.map("meta");
    meta.putAll(Properties.mapOf(config.get("meta")));
    Map<String, Object> docs = ConfigDefaults.of("show", true, "node_color", null);
    docs.putAll(entry.map("docs"));
    docs.putAll(Properties.mapOf(config.get("docs")));
    content.put("patch_path", entry.patchPath());
    content.put("description", entry.text("description"));
    content.put("meta", meta);
    content.put("docs", docs);
    content.put("config", ConfigDefaults.of("meta", new LinkedHashMap<>(meta), "docs", docs));
    List<Object> arguments = new ArrayList<>();
    for (Map<String, Object> argument : entry.maps("arguments")) {
      Object description = argument.get("description");
      arguments.add(
          ConfigDefaults.of(
              "name", argument.get("name"),
              "type", argument.get("type"),
              "description", description == null ? "" : description));
    }
    if (!arguments.isEmpty()) {
      content.put("arguments", arguments);
    }
  }
}
