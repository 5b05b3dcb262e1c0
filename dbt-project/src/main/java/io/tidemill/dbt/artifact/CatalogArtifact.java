package io.tidemill.dbt.artifact;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code catalog.json}, version 1: what {@code docs generate} found in the catalog.
 *
 * @param nodes relations of models, seeds and snapshots
 * @param sources relations of sources
 * @param errors what could not be read; empty when all could
 */
public record CatalogArtifact(
    ArtifactMetadata metadata,
    List<CatalogTable> nodes,
    List<CatalogTable> sources,
    List<String> errors) {
  public static final String FILE = "catalog.json";

  public CatalogArtifact {
    nodes = List.copyOf(nodes);
    sources = List.copyOf(sources);
    errors = List.copyOf(errors);
  }

  public String toJson() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("metadata", metadata.content("catalog/v1"));
    content.put("nodes", byId(nodes));
    content.put("sources", byId(sources));
    content.put("errors", errors.isEmpty() ? null : errors);
    return ArtifactFile.json(content);
  }

  private static Map<String, Object> byId(List<CatalogTable> tables) {
    Map<String, Object> contents = new LinkedHashMap<>();
    tables.forEach(table -> contents.put(table.uniqueId(), table.content()));
    return contents;
  }

  /** Writes the file into a target folder. */
  public void write(Path targetFolder) {
    ArtifactFile.write(targetFolder.resolve(FILE), toJson());
  }
}
