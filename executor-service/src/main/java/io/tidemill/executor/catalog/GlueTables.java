package io.tidemill.executor.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Between Glue's shapes and ours, losing nothing that a writer could miss. */
final class GlueTables {
  private GlueTables() {}

  static CatalogTable fromTable(Table table) {
    return new CatalogTable(
        new TableName(table.databaseName(), table.name()),
        table.tableType(),
        table.description(),
        table.owner(),
        storage(table.storageDescriptor()),
        columns(table.partitionKeys()),
        table.parameters(),
        table.viewOriginalText(),
        table.viewExpandedText(),
        table.versionId());
  }

  static TableInput toInput(CatalogTable table) {
    return TableInput.builder()
        .name(table.name().name())
        .tableType(table.type())
        .description(table.description())
        .owner(table.owner())
        .storageDescriptor(descriptor(table.storage()))
        .partitionKeys(columnInputs(table.partitionKeys()))
        .parameters(table.parameters())
        .viewOriginalText(table.viewOriginalText())
        .viewExpandedText(table.viewExpandedText())
        .build();
  }

  static CatalogPartition fromPartition(Partition partition) {
    return new CatalogPartition(
        partition.values(), storage(partition.storageDescriptor()), partition.parameters());
  }

  static PartitionInput toInput(CatalogPartition partition) {
    return PartitionInput.builder()
        .values(partition.values())
        .storageDescriptor(descriptor(partition.storage()))
        .parameters(partition.parameters())
        .build();
  }

  private static Storage storage(@Nullable StorageDescriptor from) {
    StorageDescriptor descriptor = from == null ? StorageDescriptor.builder().build() : from;
    SerDeInfo serde =
        descriptor.serdeInfo() == null ? SerDeInfo.builder().build() : descriptor.serdeInfo();
    return new Storage(
        descriptor.location(),
        columns(descriptor.columns()),
        descriptor.inputFormat(),
        descriptor.outputFormat(),
        serde.serializationLibrary(),
        serde.parameters(),
        descriptor.bucketColumns(),
        descriptor.numberOfBuckets() == null ? 0 : descriptor.numberOfBuckets(),
        descriptor.parameters());
  }

  private static StorageDescriptor descriptor(Storage storage) {
    return StorageDescriptor.builder()
        .location(storage.location())
        .columns(columnInputs(storage.columns()))
        .inputFormat(storage.inputFormat())
        .outputFormat(storage.outputFormat())
        .serdeInfo(
            serde ->
                serde
                    .serializationLibrary(storage.serdeLibrary())
                    .parameters(storage.serdeParameters()))
        .bucketColumns(storage.bucketColumns())
        .numberOfBuckets(storage.numberOfBuckets())
        .parameters(storage.parameters())
        .build();
  }

  private static List<CatalogColumn> columns(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                new CatalogColumn(
                    column.name(),
                    column.type() == null ? "string" : column.type(),
                    column.comment(),
                    column.parameters()))
        .toList();
  }

  private static List<Column> columnInputs(List<CatalogColumn> columns) {
    return columns.stream()
        .map(
            column ->
                Column.builder()
                    .name(column.name())
                    .type(column.type())
                    .comment(column.comment())
                    .parameters(column.parameters())
                    .build())
        .toList();
  }
}
