package io.tidemill.dbt.artifact;

import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code manifest.json}, version 12, of one command: with what the command has rendered.
 *
 * @param compiled by unique id, what has been rendered
 */
public record ManifestArtifact(
    ArtifactMetadata metadata, Manifest manifest, Map<String, CompiledNode> compiled) {
  public static final String FILE = "manifest.json";
  private static final String TARGET = "target";

  public ManifestArtifact {
    compiled = Map.copyOf(compiled);
  }

  public String toJson() {
    Map<String, Object> content = manifest.content();
    Map<String, Object> head = new LinkedHashMap<>(manifest.metadata());
    metadata.content("manifest/v12").forEach(head::put);
    content.put("metadata", head);
    Map<String, Object> nodes = new LinkedHashMap<>();
    manifest
        .nodes()
        .forEach(
            (id, node) -> {
              CompiledNode rendered = compiled.get(id);
              nodes.put(id, rendered == null ? node.content() : content(rendered));
            });
    content.put("nodes", nodes);
    return ArtifactFile.json(content);
  }

  private static Map<String, Object> content(CompiledNode rendered) {
    Map<String, Object> content = new LinkedHashMap<>(rendered.node().content());
    content.put("compiled_path", CompiledFiles.compiledPath(Path.of(TARGET), rendered.node()));
    content.put("compiled", true);
    content.put("compiled_code", rendered.compiledCode());
    content.put("extra_ctes_injected", true);
    List<Map<String, String>> expressions =
        rendered.extraCtes().stream()
            .map(cte -> Map.of("id", cte.uniqueId(), "sql", cte.sql()))
            .toList();
    content.put("extra_ctes", expressions);
    return content;
  }

  /** Writes the file into a target folder. */
  public void write(Path targetFolder) {
    ArtifactFile.write(targetFolder.resolve(FILE), toJson());
  }
}
