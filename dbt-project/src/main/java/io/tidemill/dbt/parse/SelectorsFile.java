package io.tidemill.dbt.parse;

import io.tidemill.dbt.config.YamlFiles;
import io.tidemill.dbt.error.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads selectors.yml. */
final class SelectorsFile {
  private SelectorsFile() {}

  /** Selectors by name, as written. */
  static Map<String, Object> read(Path projectDir) {
    Path file = projectDir.resolve("selectors.yml");
    Map<String, Object> selectors = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return selectors;
    }
    try {
      Map<String, Object> root =
          YamlFiles.map(Files.readString(file), "selectors.yml", ProblemKind.SELECTOR);
      for (Map<String, Object> selector : Properties.mapsOf(root.get("selectors"))) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", selector.get("name"));
        content.put("definition", selector.get("definition"));
        content.put("description", selector.get("description"));
        if (selector.get("default") != null) {
          content.put("default", selector.get("default"));
        }
        selectors.put(String.valueOf(selector.get("name")), content);
      }
      return selectors;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file + ", but failed", e);
    }
  }
}
