package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fills in semantic models, metrics and saved queries. */
final class SemanticLayer {
  private final ParseSession session;

  SemanticLayer(ParseSession session) {
    this.session = session;
  }

  /**
   * Fills in a semantic model.
   *
   * @return the metrics that its measures ask for, as entries of a properties file
   */
  List<Map<String, Object>> semanticModel(Properties entry, NodeDraft draft) {
    Map<String, Object> content = draft.content();
    Map<String, Object> meta = Properties.mapOf(draft.config().get("meta"));
    Object defaults = entry.get("defaults");
    content.put("model", entry.get("model"));
    content.put("node_relation", null);
    content.put("description", entry.get("description"));
    content.put("label", entry.get("label"));
    content.put(
        "defaults",
        defaults == null
            ? null
            : ConfigDefaults.of(
                "agg_time_dimension", Properties.mapOf(defaults).get("agg_time_dimension")));
    content.put(
        "entities",
        SemanticElements.each(
            entry.get("entities"), fields -> SemanticElements.entity(fields, meta)));
    content.put(
        "measures",
        SemanticElements.each(
            entry.get("measures"), fields -> SemanticElements.measure(fields, meta)));
    content.put(
        "dimensions",
        SemanticElements.each(
            entry.get("dimensions"), fields -> SemanticElements.dimension(fields, meta)));
    content.put("metadata", null);
    content.put("unrendered_config", unrendered(entry, draft));
    content.put("primary_entity", entry.get("primary_entity"));
    content.put("group", draft.config().get("group"));
    if (entry.get("model") != null) {
      Templates.renderParsing(
          "{{ " + entry.get("model") + " }}", entry.file(), new ParseScope(session, draft));
    }
    List<Map<String, Object>> metrics = new ArrayList<>();
    for (Map<String, Object> measure : entry.maps("measures")) {
      if (Boolean.TRUE.equals(measure.get("create_metric"))) {
        metrics.add(metricOf(measure, meta));
      }
    }
    return metrics;
  }

  private static Map<String, Object> metricOf(
      Map<String, Object> measure, Map<String, Object> meta) {
    Object name = measure.get("name");
    Object label = measure.get("label");
    Object description = measure.get("description");
    Object expression = measure.get("expr");
    return ConfigDefaults.of(
        "name",
        name,
        "label",
        label == null ? name : label,
        "type",
        "simple",
        "type_params",
        ConfigDefaults.of("measure", name, "expr", expression == null ? name : expression),
        "description",
        description == null ? "Metric created from measure " + name : description,
        "config",
        ConfigDefaults.of("enabled", true, "meta", meta));
  }

  void metric(Properties entry, NodeDraft draft) {
    Map<String, Object> content = draft.content();
    Object label = entry.get("label");
    Map<String, Object> configured = Properties.mapOf(draft.config().get("meta"));
    content.put("description", entry.text("description"));
    content.put("label", label == null ? entry.name() : label);
    content.put("type", SemanticElements.lower(entry.get("type")));
    content.put("type_params", typeParams(entry));
    content.put("filter", SemanticElements.filter(entry.get("filter")));
    content.put("metadata", null);
    content.put("time_granularity", entry.get("time_granularity"));
    content.put("meta", configured.isEmpty() ? entry.map("meta") : configured);
    content.put("tags", ConfigMerge.list(entry.get("tags")));
    content.put("unrendered_config", unrendered(entry, draft));
    content.put("sources", new ArrayList<>());
    content.put("metrics", new ArrayList<>());
    content.put("group", draft.config().get("group"));
  }

  private static Map<String, Object> typeParams(Properties entry) {
    Map<String, Object> written = entry.map("type_params");
    List<Object> metrics = new ArrayList<>();
    for (Object metric : ConfigMerge.list(written.get("metrics"))) {
      metrics.add(SemanticElements.inputMetric(metric, entry));
    }
    return ConfigDefaults.of(
        "measure", SemanticElements.inputMeasure(written.get("measure")),
        "input_measures", new ArrayList<>(),
        "numerator", SemanticElements.inputMetric(written.get("numerator"), entry),
        "denominator", SemanticElements.inputMetric(written.get("denominator"), entry),
        "expr", SemanticElements.text(written.get("expr")),
        "window", SemanticElements.window(written.get("window"), entry),
        "grain_to_date", SemanticElements.lower(written.get("grain_to_date")),
        "metrics", metrics,
        "conversion_type_params", conversion(written.get("conversion_type_params"), entry),
        "cumulative_type_params", cumulative(written, entry),
        "metric_aggregation_params", null,
        "fill_nulls_with", null,
        "join_to_timespine", false,
        "is_private", null);
  }

  private static @Nullable Object conversion(@Nullable Object written, Properties entry) {
    if (written == null) {
      return null;
    }
    Map<String, Object> fields = Properties.mapOf(written);
    Object calculation = fields.get("calculation");
    return ConfigDefaults.of(
        "entity", fields.get("entity"),
        "base_measure", SemanticElements.inputMeasure(fields.get("base_measure")),
        "conversion_measure", SemanticElements.inputMeasure(fields.get("conversion_measure")),
        "base_metric", null,
        "conversion_metric", null,
        "calculation",
            calculation == null ? "conversion_rate" : SemanticElements.lower(calculation),
        "window", SemanticElements.window(fields.get("window"), entry),
        "constant_properties", fields.get("constant_properties"));
  }

  private static @Nullable Object cumulative(Map<String, Object> written, Properties entry) {
    if (!"cumulative".equals(SemanticElements.lower(entry.get("type")))) {
      return null;
    }
    Map<String, Object> fields = Properties.mapOf(written.get("cumulative_type_params"));
    Object window = fields.get("window") == null ? written.get("window") : fields.get("window");
    Object grain =
        fields.get("grain_to_date") == null
            ? written.get("grain_to_date")
            : fields.get("grain_to_date");
    Object aggregation = fields.get("period_agg");
    return ConfigDefaults.of(
        "window",
        SemanticElements.window(window, entry),
        "grain_to_date",
        grain,
        "period_agg",
        aggregation == null ? "first" : SemanticElements.lower(aggregation),
        "metric",
        null);
  }

  void savedQuery(Properties entry, NodeDraft draft) {
    Map<String, Object> content = draft.content();
    Map<String, Object> query = entry.map("query_params");
    TreeSet<String> tags = new TreeSet<>();
    ConfigMerge.list(entry.get("tags")).forEach(tag -> tags.add(String.valueOf(tag)));
    ConfigMerge.list(draft.config().get("tags")).forEach(tag -> tags.add(String.valueOf(tag)));
    content.put(
        "query_params",
        ConfigDefaults.of(
            "metrics", ConfigMerge.list(query.get("metrics")),
            "group_by", ConfigMerge.list(query.get("group_by")),
            "where", SemanticElements.filter(query.get("where")),
            "order_by", ConfigMerge.list(query.get("order_by")),
            "limit", query.get("limit")));
    content.put(
        "exports", SemanticElements.each(entry.get("exports"), fields -> export(fields, draft)));
    content.put("description", entry.get("description"));
    content.put("label", entry.get("label"));
    content.put("metadata", null);
    content.put("unrendered_config", unrendered(entry, draft));
    content.put("group", draft.config().get("group"));
    content.put("tags", new ArrayList<>(tags));
  }

  private Map<String, Object> export(Map<String, Object> fields, NodeDraft draft) {
    Map<String, Object> written = Properties.mapOf(fields.get("config"));
    Map<String, Object> config = new LinkedHashMap<>(draft.config());
    config.putAll(written);
    Object schema =
        config.get("schema_name") == null ? config.get("schema") : config.get("schema_name");
    Object alias = config.get("alias");
    String profileSchema = session.profile().glue().schema();
    return ConfigDefaults.of(
        "name", fields.get("name"),
        "config",
            ConfigDefaults.of(
                "export_as",
                config.get("export_as"),
                "schema_name",
                schema == null ? profileSchema : schema,
                "alias",
                alias == null ? fields.get("name") : alias,
                "database",
                profileSchema),
        "unrendered_config", written);
  }

  private Map<String, Object> unrendered(Properties entry, NodeDraft draft) {
    return session
        .configs()
        .unrendered(
            draft.type(),
            draft.fqn(),
            draft.packageName(),
            Properties.mapOf(entry.written().get("config")),
            Map.of());
  }
}
