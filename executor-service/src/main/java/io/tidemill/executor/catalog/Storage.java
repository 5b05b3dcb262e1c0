package io.tidemill.executor.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How and where the rows of a table or partition are kept: Glue's storage descriptor.
 *
 * @param location S3 location; null for views
 * @param columns columns without the partition keys
 * @param inputFormat Hadoop input format class; null where none
 * @param outputFormat Hadoop output format class; null where none
 * @param serdeLibrary serializer class; null where none
 * @param serdeParameters its parameters; Spark keeps options and path there
 * @param bucketColumns columns the files are bucketed by
 * @param numberOfBuckets how many buckets; 0 for none
 * @param parameters further properties
 */
public record Storage(
    @Nullable String location,
    List<CatalogColumn> columns,
    @Nullable String inputFormat,
    @Nullable String outputFormat,
    @Nullable String serdeLibrary,
    Map<String, String> serdeParameters,
    List<String> bucketColumns,
    int numberOfBuckets,
    Map<String, String> parameters) {

  public Storage {
    columns = List.copyOf(columns);
    serdeParameters = Map.copyOf(serdeParameters);
    bucketColumns = List.copyOf(bucketColumns);
    parameters = Map.copyOf(parameters);
  }

  /** The same storage with other columns. */
  public Storage withColumns(List<CatalogColumn> newColumns) {
    return new Storage(
        location,
        newColumns,
        inputFormat,
        outputFormat,
        serdeLibrary,
        serdeParameters,
        bucketColumns,
        numberOfBuckets,
        parameters);
  }

  /**
   * The same storage elsewhere; the path that Spark keeps among the serializer's parameters moves
   * with it.
   */
  public Storage withLocation(String newLocation) {
    Map<String, String> moved = new HashMap<>(serdeParameters);
    moved.computeIfPresent("path", (key, old) -> newLocation);
    return new Storage(
        newLocation,
        columns,
        inputFormat,
        outputFormat,
        serdeLibrary,
        moved,
        bucketColumns,
        numberOfBuckets,
        parameters);
  }
}
