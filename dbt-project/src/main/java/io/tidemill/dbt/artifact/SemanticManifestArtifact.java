package io.tidemill.dbt.artifact;

import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;

/** {@code semantic_manifest.json}: semantic models, metrics and saved queries, for MetricFlow. */
public record SemanticManifestArtifact(Manifest manifest) {
  public static final String FILE = "semantic_manifest.json";

  public String toJson() {
    return ArtifactFile.json(SemanticContent.of(manifest));
  }

  /** Writes the file into a target folder. */
  public void write(Path targetFolder) {
    ArtifactFile.write(targetFolder.resolve(FILE), toJson());
  }
}
