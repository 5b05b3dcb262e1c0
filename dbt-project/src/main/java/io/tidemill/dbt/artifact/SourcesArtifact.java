package io.tidemill.dbt.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code sources.json}, version 3: how fresh each source is. */
public record SourcesArtifact(
    ArtifactMetadata metadata, List<FreshnessResult> results, Duration elapsed) {
  public static final String FILE = "sources.json";

  public SourcesArtifact {
    results = List.copyOf(results);
  }

  public String toJson() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("metadata", metadata.content("sources/v3"));
    content.put("results", results.stream().map(FreshnessResult::content).toList());
    content.put("elapsed_time", ArtifactTimes.seconds(elapsed));
    return ArtifactFile.json(content);
  }

  /** Writes the file into a target folder, or to the file that {@code --output} names. */
  public void write(Path targetFolderOrFile) {
    boolean file = targetFolderOrFile.toString().endsWith(".json");
    ArtifactFile.write(file ? targetFolderOrFile : targetFolderOrFile.resolve(FILE), toJson());
  }

  /**
   * The entries of a sources.json that dbt or we have written: what {@code source_status:} needs.
   */
  public static List<Map<String, Object>> read(Path file) {
    return ArtifactEntries.of(ArtifactFile.read(file), "results");
  }
}
