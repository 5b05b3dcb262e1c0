package io.tidemill.dbt.artifact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One relation of catalog.json.
 *
 * @param uniqueId the node or source that the relation belongs to
 * @param type {@code table} or {@code view}
 * @param columns in their order
 */
public record CatalogTable(
    String uniqueId,
    String type,
    @Nullable String database,
    String schema,
    String name,
    @Nullable String comment,
    @Nullable String owner,
    List<CatalogColumn> columns,
    List<CatalogStatistic> statistics) {

  public CatalogTable {
    columns = List.copyOf(columns);
    statistics = List.copyOf(statistics);
  }

  /** A column as the catalog has it. */
  public record CatalogColumn(String name, String type, @Nullable String comment) {}

  /**
   * A figure about a relation.
   *
   * @param id as {@code bytes}
   * @param label as {@code Approximate Size}
   * @param value text, number or boolean
   */
  public record CatalogStatistic(
      String id, String label, @Nullable Object value, @Nullable String description) {
    private Map<String, Object> content(boolean shown) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("id", id);
      content.put("label", label);
      content.put("value", value);
      content.put("include", shown);
      content.put("description", description);
      return content;
    }
  }

  Map<String, Object> content() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("type", type);
    metadata.put("schema", schema);
    metadata.put("name", name);
    metadata.put("database", database);
    metadata.put("comment", comment);
    metadata.put("owner", owner);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("metadata", metadata);
    content.put("columns", columnContents());
    content.put("stats", statisticContents());
    content.put("unique_id", uniqueId);
    return content;
  }

  private Map<String, Object> columnContents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    for (CatalogColumn column : columns) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("type", column.type());
      // dbt counts columns from one.
      content.put("index", contents.size() + 1);
      content.put("name", column.name());
      content.put("comment", column.comment());
      contents.put(column.name(), content);
    }
    return contents;
  }

  private Map<String, Object> statisticContents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    statistics.forEach(
        statistic -> contents.put(statistic.id(), statistic.content(statistic.value() != null)));
    contents.put(
        "has_stats",
        new CatalogStatistic(
                "has_stats",
                "Has Stats?",
                !statistics.isEmpty(),
                "Indicates whether there are statistics for this table")
            .content(false));
    return contents;
  }
}
