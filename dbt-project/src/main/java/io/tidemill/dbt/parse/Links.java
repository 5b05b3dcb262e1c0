package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CacheSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What resources refer to, without decoding the content of those that are kept: their links are
 * kept apart.
 */
final class Links {
  private final @Nullable CacheSnapshot snapshot;

  private Links(@Nullable CacheSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  static Links ofContent() {
    return new Links(null);
  }

  static Links kept(CacheSnapshot snapshot) {
    return new Links(snapshot);
  }

  /** Unique ids, sorted. */
  List<String> parents(Resource resource) {
    return texts(of(resource), "parents");
  }

  String group(Resource resource) {
    return String.valueOf(of(resource).get("group"));
  }

  /** Names as {@link FileNames} has them. */
  List<String> names(Resource resource) {
    return texts(of(resource), "names");
  }

  private Map<String, Object> of(Resource resource) {
    return snapshot != null && resource.stored() != null
        ? snapshot.object(resource.stored().links())
        : object(resource.content());
  }

  private static List<String> texts(Map<String, Object> links, String key) {
    List<String> texts = new ArrayList<>();
    ConfigMerge.list(links.get(key)).forEach(text -> texts.add(String.valueOf(text)));
    return texts;
  }

  /** The links of a resource as they are kept. */
  static Map<String, Object> object(Map<String, Object> content) {
    List<String> parents = new ArrayList<>();
    Map<String, Object> dependsOn = Properties.mapOf(content.get("depends_on"));
    ConfigMerge.list(dependsOn.get("nodes")).forEach(id -> parents.add(id.toString()));
    Collections.sort(parents);
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, Object> ref : Properties.mapsOf(content.get("refs"))) {
      names.add(FileNames.node(String.valueOf(ref.get("name"))));
    }
    for (Object item : ConfigMerge.list(content.get("sources"))) {
      List<Object> source = ConfigMerge.list(item);
      names.add(FileNames.source(String.valueOf(source.get(0)), String.valueOf(source.get(1))));
    }
    return ConfigDefaults.of(
        "parents", parents, "names", new ArrayList<>(names), "group", content.get("group"));
  }
}
