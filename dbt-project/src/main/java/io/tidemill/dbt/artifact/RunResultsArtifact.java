package io.tidemill.dbt.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code run_results.json}, version 6: how each node of a command ended.
 *
 * @param results in the order in which nodes ended
 * @param elapsed how long the command ran
 * @param arguments the command's flags by dbt's names in lower case
 */
public record RunResultsArtifact(
    ArtifactMetadata metadata,
    List<NodeResult> results,
    Duration elapsed,
    Map<String, Object> arguments) {
  public static final String FILE = "run_results.json";

  public RunResultsArtifact {
    results = List.copyOf(results);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  public String toJson() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("metadata", metadata.content("run-results/v6"));
    content.put("results", results.stream().map(NodeResult::content).toList());
    content.put("elapsed_time", ArtifactTimes.seconds(elapsed));
    content.put("args", arguments);
    return ArtifactFile.json(content);
  }

  /** Writes the file into a target folder. */
  public void write(Path targetFolder) {
    ArtifactFile.write(targetFolder.resolve(FILE), toJson());
  }

  /**
   * The entries of a run_results.json that dbt or we have written: what {@code result:} and {@code
   * retry} look at.
   */
  public static List<Map<String, Object>> read(Path file) {
    return ArtifactEntries.of(ArtifactFile.read(file), "results");
  }
}
