package io.tidemill.dbt.parse;

import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A models entry with {@code versions}: gives each version's node its name and what is said about
 * it.
 */
final class VersionedModel {
  private static final Logger LOG = LoggerFactory.getLogger(VersionedModel.class);

  private final NodePatch patch;
  private final Drafts drafts;
  private final Properties entry;
  private final List<Map<String, Object>> versions;

  VersionedModel(NodePatch patch, Drafts drafts, Properties entry) {
    this.patch = patch;
    this.drafts = drafts;
    this.entry = entry;
    this.versions = entry.maps("versions");
  }

  void apply() {
    Object latest = latest();
    Map<String, Object> common = NodePatch.config(entry);
    for (Map<String, Object> version : versions) {
      Object number = version.get("v");
      if (number == null) {
        throw NodePatch.failure(
            entry, "Expected each version of model '" + entry.name() + "' to have a key 'v'");
      }
      String label = "v" + number;
      Object definedIn = version.get("defined_in");
      String file = definedIn == null ? entry.name() + "_" + label : definedIn.toString();
      NodeDraft draft = find(file);
      if (draft == null && number.equals(latest)) {
        draft = find(entry.name());
      }
      if (draft == null) {
        LOG.warn(
            "Did not find matching node for patch with name '{}' in the 'models' section of file '{}'",
            file,
            entry.file());
        continue;
      }
      apply(draft, version, number, latest, common);
    }
  }

  private @Nullable NodeDraft find(String file) {
    NodeDraft draft = drafts.find(ResourceType.MODEL, entry.owner().name(), file);
    if (draft != null) {
      return draft;
    }
    List<NodeDraft> disabled = drafts.findDisabled(ResourceType.MODEL, entry.owner().name(), file);
    return disabled.isEmpty() ? null : disabled.get(0);
  }

  private void apply(
      NodeDraft draft,
      Map<String, Object> version,
      Object number,
      @Nullable Object latest,
      Map<String, Object> common) {
    String oldId = draft.uniqueId();
    String label = "v" + number;
    draft.put("unique_id", "model." + entry.owner().name() + "." + entry.name() + "." + label);
    draft.put("name", entry.name());
    List<String> fqn = draft.fqn();
    fqn.set(fqn.size() - 1, entry.name());
    fqn.add(label);
    draft.put("version", number);
    draft.put("latest_version", latest);
    Map<String, Object> fields = fields(version);
    Map<String, Object> config =
        DeepMerge.prepending(common, Properties.mapOf(version.get("config")));
    if (version.get("access") != null) {
      config.put("access", version.get("access"));
    }
    patch.patch(draft, entry, fields, config, Properties.mapOf(version.get("config")));
    drafts.move(oldId, draft);
  }

  /** For each version its number and the fields that hold for it. */
  void forEachVersion(BiConsumer<Object, Map<String, Object>> action) {
    for (Map<String, Object> version : versions) {
      Object number = version.get("v");
      if (number != null) {
        action.accept(number, fields(version));
      }
    }
  }

  private Map<String, Object> fields(Map<String, Object> version) {
    Map<String, Object> fields = new LinkedHashMap<>(entry.fields());
    for (String key : List.of("description", "constraints", "deprecation_date", "docs")) {
      if (version.get(key) != null) {
        fields.put(key, version.get(key));
      }
    }
    fields.put("columns", columns(version));
    if (version.containsKey("data_tests") || version.containsKey("tests")) {
      fields.remove("tests");
      fields.put("data_tests", Properties.tests(version));
    }
    return fields;
  }

  /**
   * The model's columns with {@code include} and {@code exclude} of the version, then the version's
   * own.
   */
  private List<Object> columns(Map<String, Object> version) {
    List<Map<String, Object>> base = entry.maps("columns");
    if (!version.containsKey("columns")) {
      return new ArrayList<>(base);
    }
    List<Map<String, Object>> own = Properties.mapsOf(version.get("columns"));
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, Object> filter = Map.of("include", "all");
    for (Map<String, Object> column : own) {
      if (column.containsKey("include") || column.containsKey("exclude")) {
        filter = column;
      }
    }
    List<Object> included = ConfigMerge.list(filter.get("include"));
    boolean all = included.contains("all") || included.contains("*");
    List<Object> excluded = ConfigMerge.list(filter.get("exclude"));
    for (Map<String, Object> column : base) {
      Object name = column.get("name");
      if ((all || included.contains(name)) && !excluded.contains(name)) {
        result.put(String.valueOf(name), column);
      }
    }
    for (Map<String, Object> column : own) {
      if (column.containsKey("name")) {
        result.put(String.valueOf(column.get("name")), column);
      }
    }
    return new ArrayList<>(result.values());
  }

  private @Nullable Object latest() {
    Object latest = entry.get("latest_version");
    if (latest != null) {
      return latest;
    }
    Object greatest = null;
    for (Map<String, Object> version : versions) {
      Object number = version.get("v");
      if (number != null && (greatest == null || compare(number, greatest) > 0)) {
        greatest = number;
      }
    }
    return greatest;
  }

  /** Numbers by value, anything else as text. */
  private static int compare(Object left, Object right) {
    try {
      return Double.compare(
          Double.parseDouble(left.toString()), Double.parseDouble(right.toString()));
    } catch (NumberFormatException e) {
      return left.toString().compareTo(right.toString());
    }
  }
}
