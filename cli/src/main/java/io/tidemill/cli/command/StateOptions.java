package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.selection.SelectionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Artifacts of an earlier run to compare with and to defer to, in dbt's own options. */
public final class StateOptions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Folder with the manifest.json (run_results.json, sources.json) to compare with.",
      defaultValue = "${env:DBT_STATE}")
  private @Nullable Path state;

  @Option(
      names = "--defer-state",
      paramLabel = "DIR",
      description = "Folder with the manifest.json to defer to. Default: that of --state.",
      defaultValue = "${env:DBT_DEFER_STATE}")
  private @Nullable Path deferState;

  /** Whether a state was named. */
  boolean given() {
    return state != null;
  }

  /** What {@code state:}, {@code result:} and {@code source_status:} compare with. */
  SelectionState selection(Path target) {
    return state == null
        ? SelectionState.none()
        : new SelectionState(
            manifestIn(state, false),
            results(state.resolve("run_results.json")),
            results(state.resolve("sources.json")),
            results(target.resolve("sources.json")));
  }

  /**
   * The manifest that {@code --defer} and {@code clone} look relations up in.
   *
   * @throws UserException if none is named, or there is none
   */
  Manifest deferred() {
    Path folder = deferState == null ? state : deferState;
    if (folder == null) {
      throw new UserException(
          "Expected --state to name a folder with the manifest.json to defer to, but it is not given");
    }
    Manifest manifest = manifestIn(folder, true);
    if (manifest == null) {
      throw new IllegalStateException("Expected a required manifest to be there");
    }
    return manifest;
  }

  private static @Nullable Manifest manifestIn(Path folder, boolean required) {
    Path file = folder.resolve("manifest.json");
    if (!Files.exists(file)) {
      if (!required) {
        return null;
      }
      throw new UserException(
          "Could not find manifest in --state path: '%s'. Put the manifest.json of the other environment there"
              .formatted(folder));
    }
    return Manifest.fromJson(read(file));
  }

  private static List<Map<String, Object>> results(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Map<String, Object>> results = new ArrayList<>();
    if (object(file).get("results") instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof Map<?, ?> fields) {
          Map<String, Object> result = new LinkedHashMap<>();
          fields.forEach((name, value) -> result.put(String.valueOf(name), value));
          results.add(result);
        }
      }
    }
    return results;
  }

  /** An artifact as plain values. */
  static Map<String, Object> object(Path file) {
    try {
      return JSON.readValue(read(file), MAP);
    } catch (JacksonException e) {
      throw new UserException(
          "Expected %s to be JSON, but: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserException("Expected %s to be readable, but: %s".formatted(file, e), e);
    }
  }
}
