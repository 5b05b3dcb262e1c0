package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes exposures, groups, unit tests, metrics, semantic models and saved queries. */
final class OtherResources {
  private final ParseSession session;
  private final Drafts drafts;
  private final UnitTestFixtures fixtures;
  private final SemanticLayer layer;

  OtherResources(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
    this.fixtures = new UnitTestFixtures(session, drafts);
    this.layer = new SemanticLayer(session);
  }

  void build(Properties entry) {
    switch (entry.section()) {
      case "exposures" -> exposure(entry);
      case "groups" -> group(entry);
      case "unit_tests" -> unitTest(entry);
      case "metrics" -> metric(entry);
      case "semantic_models" -> semanticModel(entry);
      case "saved_queries" -> savedQuery(entry);
      default ->
          throw new IllegalArgumentException("Expected another section than " + entry.section());
    }
  }

  private void exposure(Properties entry) {
    NodeDraft draft = draft(entry, ResourceType.EXPOSURE, fqn(entry));
    Map<String, Object> config = config(entry, ResourceType.EXPOSURE, draft.fqn());
    TreeSet<String> tags = new TreeSet<>();
    ConfigMerge.list(entry.get("tags")).forEach(tag -> tags.add(String.valueOf(tag)));
    ConfigMerge.list(config.get("tags")).forEach(tag -> tags.add(String.valueOf(tag)));
    Map<String, Object> meta = entry.map("meta");
    meta.putAll(Properties.mapOf(config.get("meta")));
    config.put("tags", new ArrayList<>(tags));
    config.put("meta", meta);
    Map<String, Object> owner = ConfigDefaults.of("email", null, "name", null);
    owner.putAll(entry.map("owner"));
    Map<String, Object> content = draft.content();
    content.put("type", entry.get("type"));
    content.put("owner", owner);
    content.put("description", entry.text("description"));
    content.put("label", entry.get("label"));
    content.put("maturity", entry.get("maturity"));
    content.put("meta", meta);
    content.put("tags", new ArrayList<>(tags));
    content.put("config", config);
    content.put("unrendered_config", entry.map("config"));
    content.put("url", entry.get("url"));
    content.put("depends_on", dependsOn());
    content.put("refs", new ArrayList<>());
    content.put("sources", new ArrayList<>());
    content.put("metrics", new ArrayList<>());
    content.put("created_at", createdAt());
    for (Object line : ConfigMerge.list(entry.get("depends_on"))) {
      Templates.renderParsing("{{ " + line + " }}", entry.file(), new ParseScope(session, draft));
    }
    add(draft, drafts.exposures());
  }

  private void group(Properties entry) {
    String id = "group." + entry.owner().name() + "." + entry.name();
    Map<String, Object> owner = ConfigDefaults.of("email", null, "name", null);
    owner.putAll(entry.map("owner"));
    drafts
        .groups()
        .put(
            id,
            ConfigDefaults.of(
                "name", entry.name(),
                "resource_type", "group",
                "package_name", entry.owner().name(),
                "path", entry.relative(),
                "original_file_path", entry.file(),
                "unique_id", id,
                "owner", owner,
                "description", entry.get("description"),
                "config", config(entry, ResourceType.GROUP, fqn(entry))));
  }

  private void unitTest(Properties entry) {
    String model = entry.text("model");
    List<String> fqn = fqn(entry);
    fqn.add(fqn.size() - 1, model);
    NodeDraft draft = draft(entry, ResourceType.UNIT_TEST, fqn);
    Map<String, Object> content = draft.content();
    content.put(
        "unique_id", "unit_test." + entry.owner().name() + "." + model + "." + entry.name());
    content.put("model", model);
    content.put("given", UnitTestRows.given(entry, fixtures));
    content.put("expect", UnitTestRows.expect(entry, fixtures));
    content.put("description", entry.text("description"));
    content.put("overrides", UnitTestRows.overrides(entry));
    content.put("depends_on", dependsOn());
    content.put("config", config(entry, ResourceType.UNIT_TEST, fqn));
    content.put("checksum", UnitTestRows.checksum(content));
    content.put("schema", null);
    content.put("created_at", createdAt());
    content.put("versions", entry.get("versions"));
    content.put("version", null);
    draft.addRef(model, null, null);
    add(draft, drafts.unitTests());
  }

  /** Kept for readers of the manifest; nothing of ours runs them. */
  private NodeDraft kept(Properties entry, ResourceType type) {
    NodeDraft draft = draft(entry, type, fqn(entry));
    Map<String, Object> content = draft.content();
    content.put("config", config(entry, type, draft.fqn()));
    content.put("depends_on", dependsOn());
    content.put("refs", new ArrayList<>());
    content.put("created_at", createdAt());
    return draft;
  }

  private void metric(Properties entry) {
    NodeDraft draft = kept(entry, ResourceType.METRIC);
    layer.metric(entry, draft);
    add(draft, drafts.metrics());
  }

  private void semanticModel(Properties entry) {
    NodeDraft draft = kept(entry, ResourceType.SEMANTIC_MODEL);
    List<Map<String, Object>> created = layer.semanticModel(entry, draft);
    add(draft, drafts.semanticModels());
    if (draft.enabled()) {
      created.forEach(fields -> metric(entry.withFields("metrics", fields)));
    }
  }

  private void savedQuery(Properties entry) {
    NodeDraft draft = kept(entry, ResourceType.SAVED_QUERY);
    layer.savedQuery(entry, draft);
    add(draft, drafts.savedQueries());
  }

  private void add(NodeDraft draft, Map<String, NodeDraft> section) {
    if (draft.enabled()) {
      section.put(draft.uniqueId(), draft);
    } else {
      drafts.disableOther(draft.uniqueId(), draft.content());
    }
  }

  private static NodeDraft draft(Properties entry, ResourceType type, List<String> fqn) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", entry.name());
    content.put("resource_type", type.label());
    content.put("package_name", entry.owner().name());
    content.put("path", entry.relative());
    content.put("original_file_path", entry.file());
    content.put("unique_id", type.label() + "." + entry.owner().name() + "." + entry.name());
    content.put("fqn", fqn);
    return new NodeDraft(type, entry.file(), content);
  }

  private static List<String> fqn(Properties entry) {
    List<String> fqn = new ArrayList<>();
    fqn.add(entry.owner().name());
    String[] parts = entry.relative().split("/");
    for (int i = 0; i < parts.length - 1; i++) {
      fqn.add(parts[i]);
    }
    fqn.add(entry.name());
    return fqn;
  }

  private Map<String, Object> config(Properties entry, ResourceType type, List<String> fqn) {
    Map<String, Object> config = entry.map("config");
    if (type != ResourceType.EXPOSURE) {
      for (String key : List.of("meta", "group")) {
        if (entry.get(key) != null) {
          config.putIfAbsent(key, entry.get(key));
        }
      }
    }
    return session.configs().rendered(type, fqn, entry.owner().name(), config, Map.of());
  }

  private static Map<String, Object> dependsOn() {
    return ConfigDefaults.of("macros", new ArrayList<>(), "nodes", new ArrayList<>());
  }

  private double createdAt() {
    return session.startedAt().toEpochMilli() / 1000.0;
  }
}
