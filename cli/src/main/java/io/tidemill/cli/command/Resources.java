package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be listed: nodes, sources, exposures and the rest, by unique id. */
final class Resources {
  /** Types that {@code ls} lists when none are named. */
  static final Set<String> DEFAULT =
      Set.of(
          "model",
          "snapshot",
          "seed",
          "test",
          "source",
          "exposure",
          "metric",
          "saved_query",
          "semantic_model",
          "unit_test",
          "function");

  private Resources() {}

  /** {@code model} of {@code model.shop.orders}. */
  static String typeOf(String uniqueId) {
    return uniqueId.substring(0, Math.max(0, uniqueId.indexOf('.')));
  }

  /**
   * Types that {@code --resource-type} and {@code --exclude-resource-type} leave.
   *
   * @throws UserException if one of them is none
   */
  static Set<String> types(List<String> included, List<String> excluded) {
    Set<String> types = included.isEmpty() ? new TreeSet<>(DEFAULT) : expand(included);
    types.removeAll(expand(excluded));
    return types;
  }

  private static Set<String> expand(List<String> words) {
    Set<String> types = new TreeSet<>();
    for (String word : words) {
      switch (word) {
        case "default" -> types.addAll(DEFAULT);
        case "all" -> {
          types.addAll(DEFAULT);
          types.add("analysis");
        }
        case "analysis" -> types.add(word);
        default -> {
          if (!DEFAULT.contains(word)) {
            throw new UserException(
                "Expected a resource type such as %s, analysis, default or all, but got '%s'"
                    .formatted(String.join(", ", new TreeSet<>(DEFAULT)), word));
          }
          types.add(word);
        }
      }
    }
    return types;
  }

  /**
   * The object that manifest.json has for it.
   *
   * @throws IllegalArgumentException if the manifest has none of that id
   */
  static Map<String, Object> content(Manifest manifest, String id) {
    if (manifest.nodes().containsKey(id)) {
      return manifest.nodes().get(id).content();
    }
    if (manifest.sources().containsKey(id)) {
      return manifest.sources().get(id).content();
    }
    if (manifest.exposures().containsKey(id)) {
      return manifest.exposures().get(id).content();
    }
    return Stream.of(
            manifest.metrics(),
            manifest.savedQueries(),
            manifest.semanticModels(),
            manifest.unitTests(),
            manifest.functions())
        .filter(resources -> resources.containsKey(id))
        .map(resources -> resources.get(id))
        .map(ManifestResource::content)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected %s to be in the manifest".formatted(id)));
  }
}
