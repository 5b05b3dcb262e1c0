package io.tidemill.executor.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table or view of the Glue Data Catalog, complete: writing back what was read changes nothing.
 *
 * @param name its name
 * @param type Glue's table type: EXTERNAL_TABLE, MANAGED_TABLE, VIRTUAL_VIEW; null where a writer
 *     left it out
 * @param description its comment; null for none
 * @param owner its owner; null for none
 * @param storage where the rows are
 * @param partitionKeys partition columns, in order
 * @param parameters its properties
 * @param viewOriginalText text of a view; null for tables
 * @param viewExpandedText expanded text of a view; null for tables
 * @param versionId version that was read: an update based on it fails if another came between; null
 *     for a new table
 */
public record CatalogTable(
    TableName name,
    @Nullable String type,
    @Nullable String description,
    @Nullable String owner,
    Storage storage,
    List<CatalogColumn> partitionKeys,
    Map<String, String> parameters,
    @Nullable String viewOriginalText,
    @Nullable String viewExpandedText,
    @Nullable String versionId) {

  public CatalogTable {
    partitionKeys = List.copyOf(partitionKeys);
    parameters = Map.copyOf(parameters);
  }

  /** Whether it is a view. */
  public boolean isView() {
    return "VIRTUAL_VIEW".equalsIgnoreCase(type);
  }

  /**
   * File format in dbt's words (parquet, iceberg, delta, hudi, orc, csv ...); empty for views and
   * unknown ones.
   */
  public Optional<String> format() {
    return isView() ? Optional.empty() : TableFormats.of(this);
  }

  /** S3 location; empty for views. */
  public Optional<String> location() {
    return Optional.ofNullable(storage.location());
  }

  /** A property, whatever the case of its name. */
  public Optional<String> parameter(String key) {
    String exact = parameters.get(key);
    if (exact != null) {
      return Optional.of(exact);
    }
    return parameters.entrySet().stream()
        .filter(
            entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(key.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All columns: those in the files, then the partition keys. */
  public List<CatalogColumn> columns() {
    List<CatalogColumn> all = new ArrayList<>(storage.columns());
    all.addAll(partitionKeys);
    return all;
  }

  /** The same table with other storage. */
  public CatalogTable withStorage(Storage newStorage) {
    return new CatalogTable(
        name,
        type,
        description,
        owner,
        newStorage,
        partitionKeys,
        parameters,
        viewOriginalText,
        viewExpandedText,
        versionId);
  }

  /** The same table under another name and without a version, as a new table is written. */
  public CatalogTable named(TableName newName) {
    return new CatalogTable(
        newName,
        type,
        description,
        owner,
        storage,
        partitionKeys,
        parameters,
        viewOriginalText,
        viewExpandedText,
        null);
  }

  /** The same table with more properties; the given ones win. */
  public CatalogTable withParameters(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(parameters);
    all.putAll(more);
    return new CatalogTable(
        name,
        type,
        description,
        owner,
        storage,
        partitionKeys,
        all,
        viewOriginalText,
        viewExpandedText,
        versionId);
  }

  /** The same table with another comment. */
  public CatalogTable withDescription(@Nullable String newDescription) {
    return new CatalogTable(
        name,
        type,
        newDescription,
        owner,
        storage,
        partitionKeys,
        parameters,
        viewOriginalText,
        viewExpandedText,
        versionId);
  }

  /**
   * What this name becomes when {@code replacement} takes its place: the replacement's storage,
   * columns, properties and kind under this name and version, so that permissions on the name
   * survive.
   */
  public CatalogTable replacedBy(CatalogTable replacement) {
    return new CatalogTable(
        name,
        replacement.type(),
        replacement.description() != null ? replacement.description() : description,
        owner,
        replacement.storage(),
        replacement.partitionKeys(),
        replacement.parameters(),
        replacement.viewOriginalText(),
        replacement.viewExpandedText(),
        versionId);
  }
}
