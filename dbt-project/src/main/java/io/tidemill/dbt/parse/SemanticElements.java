package io.tidemill.dbt.parse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of semantic models, metrics and saved queries in the form the manifest has. */
final class SemanticElements {
  private static final Set<String> GRAINS =
      Set.of(
          "nanosecond",
          "microsecond",
          "millisecond",
          "second",
          "minute",
          "hour",
          "day",
          "week",
          "month",
          "quarter",
          "year");

  private SemanticElements() {}

  static List<Object> each(
      @Nullable Object written, Function<Map<String, Object>, Map<String, Object>> build) {
    List<Object> built = new ArrayList<>();
    Properties.mapsOf(written).forEach(fields -> built.add(build.apply(fields)));
    return built;
  }

  static Map<String, Object> entity(Map<String, Object> fields, Map<String, Object> meta) {
    return ConfigDefaults.of(
        "name", fields.get("name"),
        "type", lower(fields.get("type")),
        "description", fields.get("description"),
        "label", fields.get("label"),
        "role", fields.get("role"),
        "expr", text(fields.get("expr")),
        "config", config(fields, meta));
  }

  static Map<String, Object> dimension(Map<String, Object> fields, Map<String, Object> meta) {
    Object type = fields.get("type_params");
    Map<String, Object> parameters = Properties.mapOf(type);
    Object validity = parameters.get("validity_params");
    Map<String, Object> validityFields = Properties.mapOf(validity);
    return ConfigDefaults.of(
        "name", fields.get("name"),
        "type", lower(fields.get("type")),
        "description", fields.get("description"),
        "label", fields.get("label"),
        "is_partition", Boolean.TRUE.equals(fields.get("is_partition")),
        "type_params",
            type == null
                ? null
                : ConfigDefaults.of(
                    "time_granularity",
                    lower(parameters.get("time_granularity")),
                    "validity_params",
                    validity == null
                        ? null
                        : ConfigDefaults.of(
                            "is_start", Boolean.TRUE.equals(validityFields.get("is_start")),
                            "is_end", Boolean.TRUE.equals(validityFields.get("is_end")))),
        "expr", text(fields.get("expr")),
        "metadata", null,
        "config", config(fields, meta),
        "datatype", null);
  }

  static Map<String, Object> measure(Map<String, Object> fields, Map<String, Object> meta) {
    Object aggregation = fields.get("agg_params");
    Map<String, Object> parameters = Properties.mapOf(aggregation);
    Object additive = fields.get("non_additive_dimension");
    Map<String, Object> along = Properties.mapOf(additive);
    Object choice = along.get("window_choice");
    return ConfigDefaults.of(
        "name", fields.get("name"),
        "agg", lower(fields.get("agg")),
        "description", fields.get("description"),
        "label", fields.get("label"),
        "create_metric", false,
        "expr", text(fields.get("expr")),
        "agg_params",
            aggregation == null
                ? null
                : ConfigDefaults.of(
                    "percentile", parameters.get("percentile"),
                    "use_discrete_percentile",
                        Boolean.TRUE.equals(parameters.get("use_discrete_percentile")),
                    "use_approximate_percentile",
                        Boolean.TRUE.equals(parameters.get("use_approximate_percentile"))),
        "non_additive_dimension",
            additive == null
                ? null
                : ConfigDefaults.of(
                    "name", along.get("name"),
                    "window_choice", choice == null ? "min" : lower(choice),
                    "window_groupings", ConfigMerge.list(along.get("window_groupings"))),
        "agg_time_dimension", fields.get("agg_time_dimension"),
        "config", config(fields, meta));
  }

  private static Map<String, Object> config(Map<String, Object> fields, Map<String, Object> meta) {
    Map<String, Object> merged = new LinkedHashMap<>(meta);
    merged.putAll(Properties.mapOf(Properties.mapOf(fields.get("config")).get("meta")));
    return ConfigDefaults.of("meta", merged);
  }

  static @Nullable Object filter(@Nullable Object written) {
    if (written == null) {
      return null;
    }
    List<Object> filters = new ArrayList<>();
    for (Object filter : ConfigMerge.list(written)) {
      filters.add(ConfigDefaults.of("where_sql_template", filter));
    }
    return ConfigDefaults.of("where_filters", filters);
  }

  static @Nullable Map<String, Object> inputMeasure(@Nullable Object written) {
    if (written == null) {
      return null;
    }
    Map<String, Object> fields = named(written);
    return ConfigDefaults.of(
        "name", fields.get("name"),
        "filter", filter(fields.get("filter")),
        "alias", fields.get("alias"),
        "join_to_timespine", Boolean.TRUE.equals(fields.get("join_to_timespine")),
        "fill_nulls_with", fields.get("fill_nulls_with"));
  }

  static @Nullable Map<String, Object> inputMetric(@Nullable Object written, Properties entry) {
    if (written == null) {
      return null;
    }
    Map<String, Object> fields = named(written);
    return ConfigDefaults.of(
        "name", fields.get("name"),
        "filter", filter(fields.get("filter")),
        "alias", fields.get("alias"),
        "offset_window", window(fields.get("offset_window"), entry),
        "offset_to_grain", fields.get("offset_to_grain"));
  }

  private static Map<String, Object> named(Object written) {
    return written instanceof Map ? Properties.mapOf(written) : ConfigDefaults.of("name", written);
  }

  static @Nullable Object window(@Nullable Object written, Properties entry) {
    if (written == null) {
      return null;
    }
    String[] parts = written.toString().toLowerCase(Locale.ROOT).split(" ", -1);
    if (parts.length != 2) {
      throw NodePatch.failure(
          entry,
          "Invalid window ("
              + written
              + ") in cumulative/conversion metric. Should be of the form `<count> <granularity>`,"
              + " e.g., `28 days`");
    }
    if (!parts[0].matches("[0-9]{1,9}")) {
      throw NodePatch.failure(
          entry,
          "Invalid count ("
              + parts[0]
              + ") in cumulative/conversion metric window string: ("
              + written
              + ")");
    }
    String grain = parts[1];
    String single = grain.endsWith("s") ? grain.substring(0, grain.length() - 1) : grain;
    return ConfigDefaults.of(
        "count", Long.valueOf(parts[0]), "granularity", GRAINS.contains(single) ? single : grain);
  }

  static @Nullable String text(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value == null
        ? null
        : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  static @Nullable String lower(@Nullable Object value) {
    return value == null ? null : value.toString().toLowerCase(Locale.ROOT);
  }
}
