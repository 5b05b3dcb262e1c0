package io.tidemill.executor.catalog;

import static io.tidemill.executor.aws.RetryPolicy.IDEMPOTENT_WRITE;
import static io.tidemill.executor.aws.RetryPolicy.ONLY_WHEN_REFUSED;
import static io.tidemill.executor.aws.RetryPolicy.READ;

import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsErrors;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

/** The catalog over Glue's API. Not thread-safe: one attempt uses it from its own thread. */
public final class GlueCatalog implements Catalog {
  private static final int PARTITIONS_PER_CALL = 100;
  private static final int PARTITIONS_PER_DELETE = 25;

  private final GlueClient glue;
  private final AwsCaller aws;
  private final Map<TableName, Optional<CatalogTable>> tables = new HashMap<>();
  private final Map<String, List<CatalogTable>> databases = new HashMap<>();
  private final Map<String, Boolean> known = new HashMap<>();

  public GlueCatalog(GlueClient glue, AwsCaller aws) {
    this.glue = glue;
    this.aws = aws;
  }

  @Override
  public Optional<CatalogTable> table(TableName name) {
    Optional<CatalogTable> cached = tables.get(name);
    if (cached != null) {
      return cached;
    }
    Optional<CatalogTable> read = read(name);
    tables.put(name, read);
    return read;
  }

  @Override
  public List<CatalogTable> tables(String database) {
    String key = database.toLowerCase(Locale.ROOT);
    List<CatalogTable> cached = databases.get(key);
    if (cached != null) {
      return cached;
    }
    List<CatalogTable> read = readAll(key);
    databases.put(key, read);
    read.forEach(table -> tables.put(table.name(), Optional.of(table)));
    return read;
  }

  @Override
  public boolean databaseExists(String database) {
    return known.computeIfAbsent(database.toLowerCase(Locale.ROOT), this::readDatabase);
  }

  @Override
  public void createDatabase(String database, @Nullable String location) {
    if (databaseExists(database)) {
      return;
    }
    CreateDatabaseRequest request =
        CreateDatabaseRequest.builder()
            .databaseInput(
                input -> input.name(database.toLowerCase(Locale.ROOT)).locationUri(location))
            .build();
    try {
      aws.call("CreateDatabase", IDEMPOTENT_WRITE, () -> glue.createDatabase(request));
    } catch (AlreadyExistsException e) {
      // Another executor was quicker; that is what we wanted.
    } catch (SdkException e) {
      throw AwsErrors.translate("to create database " + database, e);
    }
    known.put(database.toLowerCase(Locale.ROOT), true);
  }

  @Override
  public void createTable(CatalogTable table) {
    CreateTableRequest request =
        CreateTableRequest.builder()
            .databaseName(table.name().database())
            .tableInput(GlueTables.toInput(table))
            .build();
    write(
        "to create table " + table.name(),
        () -> aws.call("CreateTable", ONLY_WHEN_REFUSED, () -> glue.createTable(request)));
    invalidate(table.name());
  }

  @Override
  public void updateTable(CatalogTable table) {
    UpdateTableRequest request =
        UpdateTableRequest.builder()
            .databaseName(table.name().database())
            .tableInput(GlueTables.toInput(table))
            .versionId(table.versionId())
            .skipArchive(true)
            .build();
    invalidate(table.name());
    try {
      aws.call("UpdateTable", ONLY_WHEN_REFUSED, () -> glue.updateTable(request));
    } catch (ConcurrentModificationException e) {
      throw AwsErrors.translate(
          "table %s to be unchanged since version %s was read"
              .formatted(table.name(), table.versionId()),
          e);
    } catch (SdkException e) {
      settleUpdate(table, e);
    }
  }

  @Override
  public boolean deleteTable(TableName name) {
    DeleteTableRequest request =
        DeleteTableRequest.builder().databaseName(name.database()).name(name.name()).build();
    invalidate(name);
    try {
      aws.call("DeleteTable", IDEMPOTENT_WRITE, () -> glue.deleteTable(request));
      return true;
    } catch (EntityNotFoundException e) {
      return false;
    } catch (SdkException e) {
      throw AwsErrors.translate("to delete the entry of table " + name, e);
    }
  }

  @Override
  public List<CatalogPartition> partitions(TableName table) {
    List<CatalogPartition> all = new ArrayList<>();
    String token = null;
    do {
      GetPartitionsRequest request =
          GetPartitionsRequest.builder()
              .databaseName(table.database())
              .tableName(table.name())
              .nextToken(token)
              .build();
      GetPartitionsResponse page =
          read(
              "to read the partitions of table " + table,
              () -> aws.call("GetPartitions", READ, () -> glue.getPartitions(request)));
      page.partitions().forEach(partition -> all.add(GlueTables.fromPartition(partition)));
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    return all;
  }

  @Override
  public void createPartitions(TableName table, Collection<CatalogPartition> partitions) {
    for (List<CatalogPartition> batch : batches(partitions, PARTITIONS_PER_CALL)) {
      BatchCreatePartitionRequest request =
          BatchCreatePartitionRequest.builder()
              .databaseName(table.database())
              .tableName(table.name())
              .partitionInputList(batch.stream().map(GlueTables::toInput).toList())
              .build();
      write(
          "to add partitions to table " + table,
          () ->
              refuse(
                  table,
                  aws.call(
                          "BatchCreatePartition",
                          IDEMPOTENT_WRITE,
                          () -> glue.batchCreatePartition(request))
                      .errors(),
                  "AlreadyExistsException"));
    }
  }

  @Override
  public void updatePartitions(TableName table, Collection<CatalogPartition> partitions) {
    for (List<CatalogPartition> batch : batches(partitions, PARTITIONS_PER_CALL)) {
      BatchUpdatePartitionRequest request =
          BatchUpdatePartitionRequest.builder()
              .databaseName(table.database())
              .tableName(table.name())
              .entries(
                  batch.stream()
                      .map(
                          partition ->
                              BatchUpdatePartitionRequestEntry.builder()
                                  .partitionValueList(partition.values())
                                  .partitionInput(GlueTables.toInput(partition))
                                  .build())
                      .toList())
              .build();
      write(
          "to move partitions of table " + table,
          () ->
              aws.call(
                      "BatchUpdatePartition",
                      IDEMPOTENT_WRITE,
                      () -> glue.batchUpdatePartition(request))
                  .errors()
                  .forEach(
                      error -> {
                        throw partitionRefused(
                            table,
                            error.partitionValueList(),
                            error.errorDetail().errorCode(),
                            error.errorDetail().errorMessage());
                      }));
    }
  }

  @Override
  public void deletePartitions(TableName table, Collection<List<String>> values) {
    for (List<List<String>> batch : batches(values, PARTITIONS_PER_DELETE)) {
      BatchDeletePartitionRequest request =
          BatchDeletePartitionRequest.builder()
              .databaseName(table.database())
              .tableName(table.name())
              .partitionsToDelete(
                  batch.stream()
                      .map(value -> PartitionValueList.builder().values(value).build())
                      .toList())
              .build();
      write(
          "to remove partitions of table " + table,
          () ->
              refuse(
                  table,
                  aws.call(
                          "BatchDeletePartition",
                          IDEMPOTENT_WRITE,
                          () -> glue.batchDeletePartition(request))
                      .errors(),
                  "EntityNotFoundException"));
    }
  }

  @Override
  public void invalidate(TableName name) {
    tables.remove(name);
    databases.remove(name.database());
    known.remove(name.database());
  }

  @Override
  public void invalidateAll() {
    tables.clear();
    databases.clear();
    known.clear();
  }

  private Optional<CatalogTable> read(TableName name) {
    GetTableRequest request =
        GetTableRequest.builder().databaseName(name.database()).name(name.name()).build();
    try {
      Table table = aws.call("GetTable", READ, () -> glue.getTable(request)).table();
      known.put(name.database(), true);
      return Optional.of(GlueTables.fromTable(table));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsErrors.translate("to read table " + name, e);
    }
  }

  private List<CatalogTable> readAll(String database) {
    List<CatalogTable> all = new ArrayList<>();
    String token = null;
    do {
      GetTablesRequest request =
          GetTablesRequest.builder().databaseName(database).nextToken(token).build();
      GetTablesResponse page;
      try {
        page = aws.call("GetTables", READ, () -> glue.getTables(request));
      } catch (EntityNotFoundException e) {
        return List.of();
      } catch (SdkException e) {
        throw AwsErrors.translate("to list the tables of database " + database, e);
      }
      page.tableList().forEach(table -> all.add(GlueTables.fromTable(table)));
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
    return List.copyOf(all);
  }

  private boolean readDatabase(String database) {
    GetDatabaseRequest request = GetDatabaseRequest.builder().name(database).build();
    try {
      aws.call("GetDatabase", READ, () -> glue.getDatabase(request));
      return true;
    } catch (EntityNotFoundException e) {
      return false;
    } catch (SdkException e) {
      throw AwsErrors.translate("to read database " + database, e);
    }
  }

  /**
   * The answer to an update was lost or an error: whether it was made is read from the table
   * itself.
   */
  private void settleUpdate(CatalogTable wanted, SdkException failure) {
    ExecutorException translated = AwsErrors.translate("to update table " + wanted.name(), failure);
    if (translated.code() != ErrorCode.AWS_UNAVAILABLE) {
      throw translated;
    }
    Optional<CatalogTable> now = read(wanted.name());
    boolean made =
        now.isPresent()
            && now.get().storage().equals(wanted.storage())
            && now.get().partitionKeys().equals(wanted.partitionKeys());
    if (!made) {
      throw translated;
    }
  }

  private static void refuse(TableName table, List<PartitionError> errors, String harmless) {
    for (PartitionError error : errors) {
      if (!harmless.equals(error.errorDetail().errorCode())) {
        throw partitionRefused(
            table,
            error.partitionValues(),
            error.errorDetail().errorCode(),
            error.errorDetail().errorMessage());
      }
    }
  }

  private static ExecutorException partitionRefused(
      TableName table, List<String> values, String code, String message) {
    return new ExecutorException(
        ErrorCode.AWS_UNAVAILABLE,
        "Expected Glue to change partition %s of table %s, but it answered %s: %s"
            .formatted(values, table, code, message));
  }

  private static <T> T read(String expected, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw AwsErrors.translate(expected, e);
    }
  }

  private static void write(String expected, Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      throw AwsErrors.translate(expected, e);
    }
  }

  private static <T> List<List<T>> batches(Collection<T> items, int size) {
    List<T> list = List.copyOf(items);
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      batches.add(list.subList(from, Math.min(list.size(), from + size)));
    }
    return batches;
  }
}
