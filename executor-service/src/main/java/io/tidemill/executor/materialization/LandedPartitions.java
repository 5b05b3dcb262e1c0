package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.CatalogColumn;
import io.tidemill.executor.catalog.CatalogTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The partitions that a task is to rebuild, because data landed in them. Rows of others are left
 * out of what overwrites, even where the model does not ask for the landed ones itself: they are
 * not to be touched.
 *
 * @param partitions values by column; empty: the whole table
 */
record LandedPartitions(List<Map<String, String>> partitions) {
  private static final String NONE = "__HIVE_DEFAULT_PARTITION__";

  LandedPartitions {
    partitions = List.copyOf(partitions);
  }

  static LandedPartitions everything() {
    return new LandedPartitions(List.of());
  }

  /**
   * Those of the task, where the table is partitioned by all of their columns; otherwise a row's
   * place does not tell whether it landed.
   */
  static LandedPartitions of(NodeBuild build) {
    List<Map<String, String>> partitions = new ArrayList<>();
    for (String path : build.partitions()) {
      Map<String, String> values = values(path);
      boolean known =
          values.keySet().stream()
              .allMatch(
                  column ->
                      build.options().partitionBy().stream().anyMatch(column::equalsIgnoreCase));
      if (values.isEmpty() || !known) {
        return everything();
      }
      partitions.add(values);
    }
    return new LandedPartitions(partitions);
  }

  /** The rows of the query that are in these partitions. */
  String of(String query) {
    return partitions.isEmpty()
        ? query
        : "select * from "
            + SqlText.subquery(query)
            + " as model_landed where "
            + partitions.stream()
                .map(LandedPartitions::condition)
                .collect(Collectors.joining(" or "));
  }

  /**
   * Values of the partitions that must be gone when nothing was built for them: their rows are no
   * longer there to be read.
   */
  List<List<String>> emptied(CatalogTable table) {
    List<String> keys = table.partitionKeys().stream().map(CatalogColumn::name).toList();
    List<List<String>> emptied = new ArrayList<>();
    for (Map<String, String> partition : partitions) {
      List<String> values =
          keys.stream()
              .flatMap(
                  key ->
                      partition.entrySet().stream()
                          .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                          .map(Map.Entry::getValue))
              .toList();
      if (values.size() == keys.size()) {
        emptied.add(values);
      }
    }
    return emptied;
  }

  private static Map<String, String> values(String path) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : path.split("/")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return values;
  }

  private static String condition(Map<String, String> partition) {
    return partition.entrySet().stream()
        .map(
            entry ->
                entry.getValue().equals(NONE)
                    ? SqlText.quoted(entry.getKey()) + " is null"
                    : SqlText.quoted(entry.getKey()) + " = " + SqlText.literal(entry.getValue()))
        .collect(Collectors.joining(" and ", "(", ")"));
  }
}
