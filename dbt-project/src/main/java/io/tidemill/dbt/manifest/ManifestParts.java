package io.tidemill.dbt.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sections of manifest.json, as one bag for building a {@link Manifest}. */
public record ManifestParts(
    Map<String, Object> metadata,
    Map<String, ManifestNode> nodes,
    Map<String, ManifestSource> sources,
    Map<String, ManifestMacro> macros,
    Map<String, ManifestResource> docs,
    Map<String, ManifestExposure> exposures,
    Map<String, ManifestResource> metrics,
    Map<String, ManifestResource> groups,
    Map<String, Object> selectors,
    Map<String, List<Map<String, Object>>> disabled,
    Map<String, List<String>> parentMap,
    Map<String, List<String>> childMap,
    Map<String, List<String>> groupMap,
    Map<String, ManifestResource> savedQueries,
    Map<String, ManifestResource> semanticModels,
    Map<String, ManifestResource> unitTests,
    Map<String, ManifestResource> functions) {

  public ManifestParts {
    metadata = copy(metadata);
    nodes = copy(nodes);
    sources = copy(sources);
    macros = copy(macros);
    docs = copy(docs);
    exposures = copy(exposures);
    metrics = copy(metrics);
    groups = copy(groups);
    selectors = copy(selectors);
    disabled = copy(disabled);
    parentMap = copy(parentMap);
    childMap = copy(childMap);
    groupMap = copy(groupMap);
    savedQueries = copy(savedQueries);
    semanticModels = copy(semanticModels);
    unitTests = copy(unitTests);
    functions = copy(functions);
  }

  private static <V> Map<String, V> copy(Map<String, V> section) {
    return section instanceof StoredObject
        ? section
        : Collections.unmodifiableMap(new LinkedHashMap<>(section));
  }
}
