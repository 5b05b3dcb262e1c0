package io.tidemill.dbt.artifact;

import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code graph_summary.json}: nodes by number, and what reads each. */
public record GraphSummaryArtifact(String invocationId, Manifest manifest) {
  public static final String FILE = "graph_summary.json";

  public String toJson() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<String> order = new ArrayList<>();
    order.addAll(manifest.sources().keySet());
    order.addAll(manifest.nodes().keySet());
    order.addAll(manifest.semanticModels().keySet());
    order.addAll(manifest.exposures().keySet());
    order.addAll(manifest.functions().keySet());
    order.addAll(manifest.metrics().keySet());
    order.addAll(manifest.unitTests().keySet());
    order.addAll(manifest.savedQueries().keySet());
    order.forEach(id -> numbers.put(id, numbers.size()));
    Map<String, Object> linked = new LinkedHashMap<>();
    numbers.forEach((id, number) -> linked.put(String.valueOf(number), entry(id, numbers)));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("_invocation_id", invocationId);
    content.put("linked", linked);
    return ArtifactFile.json(content);
  }

  private Map<String, Object> entry(String id, Map<String, Integer> numbers) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", id);
    entry.put("type", id.substring(0, id.indexOf('.')));
    List<Integer> successors = new ArrayList<>();
    for (String child : manifest.childMap().getOrDefault(id, List.of())) {
      Integer number = numbers.get(child);
      if (number != null) {
        successors.add(number);
      }
    }
    if (!successors.isEmpty()) {
      entry.put("succ", successors);
    }
    return entry;
  }

  /** Writes the file into a target folder. */
  public void write(Path targetFolder) {
    ArtifactFile.write(targetFolder.resolve(FILE), toJson());
  }
}
