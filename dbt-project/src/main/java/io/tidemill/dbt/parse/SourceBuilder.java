package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.context.RelationQuoting;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes sources, one per table of a sources entry, and their tests. */
final class SourceBuilder {
  private final ParseSession session;
  private final Drafts drafts;

  SourceBuilder(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
  }

  void build(Properties entry, GenericTests tests) {
    List<Map<String, Object>> written = Properties.mapsOf(entry.written().get("tables"));
    List<Map<String, Object>> tables = entry.maps("tables");
    for (int i = 0; i < tables.size(); i++) {
      Map<String, Object> table = tables.get(i);
      if (table.get("name") == null) {
        session
            .problems()
            .add(
                NodePatch.failure(
                    entry, "Expected each table of source '" + entry.name() + "' to have a name"));
        continue;
      }
      source(entry, table, written.get(i), tests);
    }
  }

  private void source(
      Properties entry,
      Map<String, Object> table,
      Map<String, Object> written,
      GenericTests tests) {
    String name = String.valueOf(table.get("name"));
    String id = "source." + entry.owner().name() + "." + entry.name() + "." + name;
    List<String> fqn = fqn(entry, name);
    Map<String, Object> patch = patch(entry, table);
    Map<String, Object> config =
        session.configs().rendered(ResourceType.SOURCE, fqn, entry.owner().name(), patch, Map.of());
    Map<String, Object> content = content(entry, table, id, fqn, config);
    content.put(
        "unrendered_config",
        session
            .configs()
            .unrendered(ResourceType.SOURCE, fqn, entry.owner().name(), patch, Map.of()));
    if (Boolean.FALSE.equals(config.get("enabled"))) {
      drafts.disableOther(id, content);
    } else if (drafts.sources().putIfAbsent(id, content) != null) {
      session
          .problems()
          .add(
              NodePatch.failure(
                  entry,
                  "dbt found two sources with the name \""
                      + entry.name()
                      + "_"
                      + name
                      + "\". To fix this, change the name of one of these resources"));
      return;
    }
    tests(entry, table, name, tests);
  }

  private static void tests(
      Properties entry, Map<String, Object> table, String name, GenericTests tests) {
    GenericTests.On on =
        new GenericTests.On(
            entry.owner(),
            entry.file(),
            entry.position(),
            entry.name() + "_" + name,
            "source('" + entry.name() + "', '" + name + "')",
            "source_",
            "sources." + entry.name(),
            null,
            null);
    List<Object> tags = new ArrayList<>(ConfigMerge.list(entry.get("tags")));
    tags.addAll(ConfigMerge.list(table.get("tags")));
    boolean quoteColumns = Boolean.TRUE.equals(quoting(entry, table).get("column"));
    for (Object test : Properties.tests(table)) {
      tests.make(on, test, null, tags);
    }
    for (Map<String, Object> column : Properties.mapsOf(table.get("columns"))) {
      List<Object> columnTags = new ArrayList<>(tags);
      columnTags.addAll(GenericTests.columnTags(column));
      for (Object test : Properties.tests(column)) {
        tests.make(on, test, GenericTests.columnName(column, quoteColumns), columnTags);
      }
    }
  }

  /** Package, folders of the file, source, table. */
  private static List<String> fqn(Properties entry, String table) {
    List<String> fqn = new ArrayList<>();
    fqn.add(entry.owner().name());
    String[] parts = entry.relative().split("/");
    for (int i = 0; i < parts.length - 1; i++) {
      fqn.add(parts[i]);
    }
    fqn.add(entry.name());
    fqn.add(table);
    return fqn;
  }

  private static Map<String, Object> quoting(Properties entry, Map<String, Object> table) {
    Map<String, Object> quoting =
        ConfigDefaults.of("database", null, "schema", null, "identifier", null, "column", null);
    quoting.putAll(entry.map("quoting"));
    Properties.mapOf(table.get("quoting"))
        .forEach((key, value) -> quoting.merge(key, value, (old, now) -> now));
    return quoting;
  }

  /** What the file says about config, table over source. */
  private static Map<String, Object> patch(Properties entry, Map<String, Object> table) {
    Map<String, Object> sourceConfig = entry.map("config");
    Map<String, Object> tableConfig = Properties.mapOf(table.get("config"));
    Map<String, Object> patch = new LinkedHashMap<>(sourceConfig);
    patch.putAll(tableConfig);
    SourceFreshness.put(patch, entry, table);
    Object field = loaded("loaded_at_field", entry.fields(), sourceConfig, table, tableConfig);
    Object query = loaded("loaded_at_query", entry.fields(), sourceConfig, table, tableConfig);
    patch.put("loaded_at_field", field);
    patch.put("loaded_at_query", query);
    Map<String, Object> meta = entry.map("meta");
    meta.putAll(Properties.mapOf(sourceConfig.get("meta")));
    meta.putAll(Properties.mapOf(table.get("meta")));
    meta.putAll(Properties.mapOf(tableConfig.get("meta")));
    patch.put("meta", meta);
    TreeSet<String> tags = new TreeSet<>();
    for (Object list :
        new Object[] {
          entry.fields().getOrDefault("tags", List.of()),
          sourceConfig.getOrDefault("tags", List.of()),
          table.getOrDefault("tags", List.of()),
          tableConfig.getOrDefault("tags", List.of())
        }) {
      ConfigMerge.list(list).forEach(tag -> tags.add(String.valueOf(tag)));
    }
    patch.put("tags", new ArrayList<>(tags));
    return patch;
  }

  private static @Nullable Object loaded(
      String key,
      Map<String, Object> source,
      Map<String, Object> sourceConfig,
      Map<String, Object> table,
      Map<String, Object> tableConfig) {
    if (table.containsKey("loaded_at_field")
        || tableConfig.get("loaded_at_field") != null
        || tableConfig.get(key) != null
        || table.get(key) != null) {
      return table.get(key) != null ? table.get(key) : tableConfig.get(key);
    }
    return source.get(key) != null ? source.get(key) : sourceConfig.get(key);
  }

  private Map<String, Object> content(
      Properties entry,
      Map<String, Object> table,
      String id,
      List<String> fqn,
      Map<String, Object> config) {
    String name = String.valueOf(table.get("name"));
    Map<String, Object> sourceMeta = entry.map("meta");
    sourceMeta.putAll(Properties.mapOf(entry.map("config").get("meta")));
    Object schema = entry.get("schema") == null ? entry.name() : entry.get("schema");
    Object identifier = table.get("identifier") == null ? name : table.get("identifier");
    Map<String, Object> quoting = quoting(entry, table);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("database", entry.get("database"));
    content.put("schema", schema);
    content.put("name", name);
    content.put("resource_type", "source");
    content.put("package_name", entry.owner().name());
    content.put("path", entry.file());
    content.put("original_file_path", entry.file());
    content.put("unique_id", id);
    content.put("fqn", fqn);
    content.put("source_name", entry.name());
    content.put("source_description", entry.text("description"));
    content.put("loader", entry.text("loader"));
    content.put("identifier", identifier);
    content.put("quoting", quoting);
    content.put("loaded_at_field", config.get("loaded_at_field"));
    content.put("loaded_at_query", config.get("loaded_at_query"));
    content.put("freshness", config.get("freshness"));
    content.put("external", external(table.get("external")));
    content.put("description", table.get("description") == null ? "" : table.get("description"));
    content.put("columns", ColumnContent.of(Properties.mapsOf(table.get("columns"))));
    content.put("meta", config.get("meta"));
    content.put("source_meta", sourceMeta);
    content.put("tags", config.get("tags"));
    content.put("config", config);
    content.put("patch_path", null);
    content.put("unrendered_config", new LinkedHashMap<>());
    content.put(
        "relation_name",
        Relation.of(null, schema.toString(), identifier.toString())
            .withQuoting(RelationQuoting.of(Map.of(), quoting))
            .render());
    content.put("created_at", session.startedAt().toEpochMilli() / 1000.0);
    content.put("unrendered_database", entry.written().get("database"));
    content.put("unrendered_schema", entry.written().get("schema"));
    content.put("doc_blocks", new ArrayList<>());
    return content;
  }

  private static @Nullable Object external(@Nullable Object written) {
    if (!(written instanceof Map)) {
      return null;
    }
    Map<String, Object> external =
        ConfigDefaults.of(
            "location",
            null,
            "file_format",
            null,
            "row_format",
            null,
            "tbl_properties",
            null,
            "partitions",
            null);
    external.putAll(Properties.mapOf(written));
    if (external.get("partitions") instanceof List<?> partitions) {
      external.put("partitions", partitions(partitions));
    }
    return external;
  }

  private static List<Object> partitions(List<?> written) {
    List<Object> partitions = new ArrayList<>();
    for (Object item : written) {
      if (item instanceof Map) {
        Map<String, Object> partition =
            ConfigDefaults.of(
                "name", "", "description", "", "data_type", "", "meta", new LinkedHashMap<>());
        partition.putAll(Properties.mapOf(item));
        partitions.add(partition);
      } else {
        partitions.add(item);
      }
    }
    return partitions;
  }
}
