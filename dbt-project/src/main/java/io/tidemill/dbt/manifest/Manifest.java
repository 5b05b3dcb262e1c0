package io.tidemill.dbt.manifest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything dbt knows about a project: immutable, in dbt's order, keyed by unique id. */
public final class Manifest {
  private final ManifestParts parts;

  public Manifest(ManifestParts parts) {
    this.parts = parts;
  }

  /** {@code dbt_version}, {@code project_name}, {@code adapter_type}, ... */
  public Map<String, Object> metadata() {
    return parts.metadata();
  }

  /** Name of the root project. */
  public String projectName() {
    return Content.text(parts.metadata(), "project_name");
  }

  /** Models, seeds, snapshots, tests, analyses, operations. */
  public Map<String, ManifestNode> nodes() {
    return parts.nodes();
  }

  public Map<String, ManifestSource> sources() {
    return parts.sources();
  }

  public Map<String, ManifestExposure> exposures() {
    return parts.exposures();
  }

  public Map<String, ManifestMacro> macros() {
    return parts.macros();
  }

  public Map<String, ManifestResource> docs() {
    return parts.docs();
  }

  public Map<String, ManifestResource> groups() {
    return parts.groups();
  }

  public Map<String, ManifestResource> metrics() {
    return parts.metrics();
  }

  public Map<String, ManifestResource> semanticModels() {
    return parts.semanticModels();
  }

  public Map<String, ManifestResource> savedQueries() {
    return parts.savedQueries();
  }

  public Map<String, ManifestResource> unitTests() {
    return parts.unitTests();
  }

  public Map<String, ManifestResource> functions() {
    return parts.functions();
  }

  /** Disabled resources; a unique id may be disabled more than once. */
  public Map<String, List<Map<String, Object>>> disabled() {
    return parts.disabled();
  }

  /** Selectors of selectors.yml by name, as written. */
  public Map<String, Object> selectors() {
    return parts.selectors();
  }

  /** What each resource reads, by unique id. */
  public Map<String, List<String>> parentMap() {
    return parts.parentMap();
  }

  /** What reads each resource, by unique id. */
  public Map<String, List<String>> childMap() {
    return parts.childMap();
  }

  public Map<String, List<String>> groupMap() {
    return parts.groupMap();
  }

  /** The node with this unique id, if it is one and enabled. */
  public Optional<ManifestNode> node(String uniqueId) {
    return Optional.ofNullable(parts.nodes().get(uniqueId));
  }

  public Optional<ManifestSource> source(String uniqueId) {
    return Optional.ofNullable(parts.sources().get(uniqueId));
  }

  /** The object that manifest.json is made of; a new one, free to change. */
  public Map<String, Object> content() {
    return ManifestJson.content(this);
  }

  /** dbt's manifest.json, version 12, as one line of JSON. */
  public String toJson() {
    return ManifestJson.write(this);
  }

  /** Writes the same as {@link #toJson} as UTF-8, without holding the whole text. */
  public void writeJson(OutputStream out) throws IOException {
    ManifestJson.write(this, out);
  }

  /** Reads a manifest.json that dbt or we have written. */
  public static Manifest fromJson(String json) {
    return ManifestJson.read(json);
  }
}
