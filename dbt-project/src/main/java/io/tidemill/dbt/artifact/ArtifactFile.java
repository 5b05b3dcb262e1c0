package io.tidemill.dbt.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writing and reading of artifacts: a reader never sees half of one. */
final class ArtifactFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private ArtifactFile() {}

  static String json(Object content) {
    return JSON.writeValueAsString(content);
  }

  static Map<String, Object> read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file + ", but failed: " + e, e);
    }
  }

  static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path written = Files.createTempFile(folder, "." + file.getFileName(), ".part");
      try {
        Files.writeString(written, text);
        Files.move(
            written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write " + file + ", but failed: " + e, e);
    }
  }
}
