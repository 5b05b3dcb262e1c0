package io.tidemill.dbt.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code tidemill.json}: what a bundled project is read with. */
record BundleSettings(
    @Nullable String target, Map<String, Object> vars, Map<String, String> environment) {
  static final String FILE = "tidemill.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static BundleSettings read(Path file) throws IOException {
    Map<String, Object> json =
        JSON.readValue(
            Files.readString(file), new TypeReference<LinkedHashMap<String, Object>>() {});
    Map<String, Object> vars = new LinkedHashMap<>();
    if (json.get("vars") instanceof Map<?, ?> written) {
      written.forEach((name, value) -> vars.put(String.valueOf(name), value));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    if (json.get("environment") instanceof Map<?, ?> written) {
      written.forEach(
          (name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
    }
    Object target = json.get("target");
    return new BundleSettings(target == null ? null : target.toString(), vars, environment);
  }

  byte[] write() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", 1);
    json.put("target", target);
    json.put("vars", vars);
    json.put("environment", new TreeMap<>(environment));
    return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
  }
}
