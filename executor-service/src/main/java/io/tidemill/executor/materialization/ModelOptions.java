package io.tidemill.executor.materialization;

import io.tidemill.dbt.manifest.NodeConfig;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node's config, read as what a materialization needs of it; what cannot be meant is refused. */
record ModelOptions(NodeConfig config) {

  FileFormat format() {
    return format(FileFormat.PARQUET.label());
  }

  FileFormat format(String absent) {
    return FileFormat.of(text("file_format").orElse(absent));
  }

  Strategy strategy() {
    return Strategy.of(strategyName(), format());
  }

  String strategyName() {
    return text("incremental_strategy").orElse("insert_overwrite");
  }

  SchemaChangePolicy onSchemaChange() {
    return SchemaChangePolicy.of(config.text("on_schema_change"));
  }

  List<String> partitionBy() {
    return config.texts("partition_by");
  }

  List<String> uniqueKey() {
    return config.texts("unique_key").stream().filter(key -> !key.isBlank()).toList();
  }

  List<String> incrementalPredicates() {
    List<String> predicates = config.texts("predicates");
    return predicates.isEmpty() ? config.texts("incremental_predicates") : predicates;
  }

  /** Columns that a merge updates, of those the table has. */
  List<String> mergeUpdateColumns(List<String> columns) {
    List<String> only = config.texts("merge_update_columns");
    List<String> except = lower(config.texts("merge_exclude_columns"));
    if (!only.isEmpty() && !except.isEmpty()) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Model cannot specify merge_update_columns and merge_exclude_columns. Please update model"
              + " to use only one config");
    }
    if (!only.isEmpty()) {
      return only;
    }
    return columns.stream()
        .filter(column -> !except.contains(column.toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** {@code clustered by (...) into n buckets}; empty unless both keys are there. */
  String clustering() {
    List<String> columns = config.texts("clustered_by");
    Object buckets = config.get("buckets");
    if (columns.isEmpty() || buckets == null) {
      return "";
    }
    return "clustered by (" + String.join(", ", columns) + ") into " + number(buckets) + " buckets";
  }

  Map<String, String> tableProperties() {
    return texts("table_properties");
  }

  Map<String, String> hudiOptions() {
    return texts("hudi_options");
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(config.text(key)).filter(text -> !text.isBlank());
  }

  /** A switch, written as a boolean or as one of its words. */
  boolean flag(String key, boolean absent) {
    Object value = config.get(key);
    if (value == null) {
      return absent;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default ->
          throw new ExecutorException(
              ErrorCode.CONFIGURATION,
              "Expected %s to be true or false, but it is '%s'".formatted(key, value));
    };
  }

  /** Whether the table is to be built anew: the node's own word is stronger than the command's. */
  boolean fullRefresh(boolean commanded) {
    Boolean own = config.fullRefresh();
    return own == null ? commanded : own;
  }

  boolean persistsRelationDocs() {
    return persistDocs("relation");
  }

  boolean persistsColumnDocs() {
    return persistDocs("columns");
  }

  private boolean persistDocs(String what) {
    Object docs = config.get("persist_docs");
    if (docs == null) {
      return false;
    }
    if (docs instanceof Map<?, ?> map) {
      Object wanted = map.get(what);
      return wanted != null && wanted.toString().equalsIgnoreCase("true");
    }
    throw new ExecutorException(
        ErrorCode.CONFIGURATION,
        "Invalid value provided for 'persist_docs'. Expected dict but got value: " + docs);
  }

  private Map<String, String> texts(String key) {
    Object value = config.get(key);
    if (value == null || "".equals(value)) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected %s to be a mapping, but it is '%s'".formatted(key, value));
    }
    Map<String, String> texts = new TreeMap<>();
    map.forEach((name, text) -> texts.put(String.valueOf(name), Objects.toString(text, "")));
    return texts;
  }

  private static String number(@Nullable Object value) {
    String text = String.valueOf(value).strip();
    if (!text.matches("[1-9][0-9]*")) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected buckets to be a positive number, but it is '%s'".formatted(text));
    }
    return text;
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }
}
