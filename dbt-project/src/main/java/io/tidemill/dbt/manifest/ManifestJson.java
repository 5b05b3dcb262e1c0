package io.tidemill.dbt.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** manifest.json in and out. */
final class ManifestJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private ManifestJson() {}

  private static final int CHUNK = 1 << 16;

  static String write(Manifest manifest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
    try {
      write(manifest, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Piece by piece: the whole text of a large project is larger than all else of it. */
  static void write(Manifest manifest, OutputStream out) throws IOException {
    JsonBytes json = new JsonBytes();
    char separator = '{';
    for (Map.Entry<String, Object> section : content(manifest).entrySet()) {
      json.ascii(String.valueOf(separator));
      separator = ',';
      json.value(section.getKey()).ascii(":");
      if (section.getValue() instanceof Map<?, ?> entries
          && !(section.getValue() instanceof StoredObject)) {
        write(entries, json, out);
      } else {
        json.value(section.getValue());
      }
    }
    json.ascii("}");
    flush(json, out);
  }

  private static void write(Map<?, ?> entries, JsonBytes json, OutputStream out)
      throws IOException {
    json.ascii("{");
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (!first) {
        json.ascii(",");
      }
      first = false;
      json.value(String.valueOf(entry.getKey())).ascii(":");
      json.value(entry.getValue());
      if (json.size() > CHUNK) {
        flush(json, out);
      }
    }
    json.ascii("}");
  }

  private static void flush(JsonBytes json, OutputStream out) throws IOException {
    json.writeTo(out);
    json.clear();
  }

  static Map<String, Object> content(Manifest manifest) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metadata", manifest.metadata());
    json.put("nodes", contents(manifest.nodes(), ManifestNode::content));
    json.put("sources", contents(manifest.sources(), ManifestSource::content));
    json.put("macros", contents(manifest.macros(), ManifestMacro::content));
    json.put("docs", contents(manifest.docs(), ManifestResource::content));
    json.put("exposures", contents(manifest.exposures(), ManifestExposure::content));
    json.put("metrics", contents(manifest.metrics(), ManifestResource::content));
    json.put("groups", contents(manifest.groups(), ManifestResource::content));
    json.put("selectors", manifest.selectors());
    json.put("disabled", manifest.disabled());
    json.put("parent_map", manifest.parentMap());
    json.put("child_map", manifest.childMap());
    json.put("group_map", manifest.groupMap());
    json.put("saved_queries", contents(manifest.savedQueries(), ManifestResource::content));
    json.put("semantic_models", contents(manifest.semanticModels(), ManifestResource::content));
    json.put("unit_tests", contents(manifest.unitTests(), ManifestResource::content));
    json.put("functions", contents(manifest.functions(), ManifestResource::content));
    return json;
  }

  static Manifest read(String text) {
    Map<String, Object> json = JSON.readValue(text, OBJECT);
    return new Manifest(
        new ManifestParts(
            Content.object(json, "metadata"),
            resources(json, "nodes", ManifestNode::new),
            resources(json, "sources", ManifestSource::new),
            resources(json, "macros", ManifestMacro::new),
            resources(json, "docs", ManifestResource::new),
            resources(json, "exposures", ManifestExposure::new),
            resources(json, "metrics", ManifestResource::new),
            resources(json, "groups", ManifestResource::new),
            Content.object(json, "selectors"),
            disabled(json),
            edges(json, "parent_map"),
            edges(json, "child_map"),
            edges(json, "group_map"),
            resources(json, "saved_queries", ManifestResource::new),
            resources(json, "semantic_models", ManifestResource::new),
            resources(json, "unit_tests", ManifestResource::new),
            resources(json, "functions", ManifestResource::new)));
  }

  private static <T> Map<String, Object> contents(
      Map<String, T> resources, Function<T, Map<String, Object>> content) {
    Map<String, Object> section = new LinkedHashMap<>();
    resources.forEach((id, resource) -> section.put(id, content.apply(resource)));
    return section;
  }

  private static <T> Map<String, T> resources(
      Map<String, Object> json, String section, Function<Map<String, Object>, T> read) {
    Map<String, T> resources = new LinkedHashMap<>();
    Map<String, Object> objects = Content.object(json, section);
    for (String id : objects.keySet()) {
      resources.put(id, read.apply(Content.object(objects, id)));
    }
    return resources;
  }

  private static Map<String, List<Map<String, Object>>> disabled(Map<String, Object> json) {
    Map<String, List<Map<String, Object>>> disabled = new LinkedHashMap<>();
    Map<String, Object> section = Content.object(json, "disabled");
    for (String id : section.keySet()) {
      disabled.put(id, Content.objects(section, id));
    }
    return disabled;
  }

  private static Map<String, List<String>> edges(Map<String, Object> json, String section) {
    Map<String, List<String>> edges = new LinkedHashMap<>();
    Map<String, Object> lists = Content.object(json, section);
    for (String id : lists.keySet()) {
      edges.put(id, new ArrayList<>(Content.texts(lists, id)));
    }
    return edges;
  }
}
