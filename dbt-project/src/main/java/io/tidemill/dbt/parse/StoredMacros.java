package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CacheSnapshot;
import io.tidemill.dbt.cache.CachedResource;
import io.tidemill.dbt.cache.Section;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.MacroSource;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.jinja.TemplateName;
import java.util.LinkedHashMap;
import java.util.Map;

/** Macros that are kept, with the place of each for messages; their text is parsed when called. */
final class StoredMacros {
  private StoredMacros() {}

  static Map<String, Object> lines(MacroLibrary library) {
    Map<String, Object> lines = new LinkedHashMap<>();
    for (ProjectMacro macro : library.all()) {
      lines.put(macro.uniqueId(), (long) macro.source().name().lineOffset());
    }
    return lines;
  }

  static MacroLibrary library(ParseSession session, CacheSnapshot snapshot, String lines) {
    MacroLibrary library = session.newLibrary();
    MacroLibrary.INTERNAL_PACKAGES.forEach(library::addPackage);
    session.packages().keySet().forEach(library::addPackage);
    Map<String, Object> offsets = snapshot.section(lines);
    for (CachedResource resource : snapshot.resources()) {
      if (resource.section() == Section.MACRO) {
        Map<String, Object> content = snapshot.object(resource.content());
        int offset = ((Number) offsets.getOrDefault(resource.uniqueId(), 0L)).intValue();
        TemplateName name =
            new TemplateName(String.valueOf(content.get("original_file_path")), offset);
        library.add(
            new ProjectMacro(
                content, new MacroSource(String.valueOf(content.get("macro_sql")), name)));
      }
    }
    return library;
  }
}
