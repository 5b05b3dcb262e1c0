package io.tidemill.glue.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.catalog.CatalogFunction;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.Option;
import scala.collection.Seq;
import scala.collection.immutable.Map;

/** The part of Spark's catalog interface that is about partitions, and what Glue does not have. */
abstract class PartitionCatalog implements ExternalCatalog {
  private final PartitionStore partitions;

  PartitionCatalog(PartitionStore partitions) {
    this.partitions = partitions;
  }

  @Override
  public void createPartitions(
      String database, String table, Seq<CatalogTablePartition> parts, boolean ignoreIfExists) {
    CatalogTable definition = getTable(database, table);
    Scala.list(parts).forEach(part -> partitions.create(definition, part, ignoreIfExists));
  }

  @Override
  public void dropPartitions(
      String database,
      String table,
      Seq<Map<String, String>> specs,
      boolean ignoreIfNotExists,
      boolean purge,
      boolean retainData) {
    CatalogTable definition = getTable(database, table);
    Scala.list(specs)
        .forEach(spec -> partitions.drop(definition, spec, ignoreIfNotExists, retainData));
  }

  @Override
  public void renamePartitions(
      String database, String table, Seq<Map<String, String>> from, Seq<Map<String, String>> to) {
    CatalogTable definition = getTable(database, table);
    List<Map<String, String>> targets = Scala.list(to);
    List<Map<String, String>> sources = Scala.list(from);
    for (int i = 0; i < sources.size(); i++) {
      partitions.rename(definition, sources.get(i), targets.get(i));
    }
  }

  @Override
  public void alterPartitions(String database, String table, Seq<CatalogTablePartition> parts) {
    CatalogTable definition = getTable(database, table);
    Scala.list(parts).forEach(part -> partitions.alter(definition, part));
  }

  @Override
  public CatalogTablePartition getPartition(
      String database, String table, Map<String, String> spec) {
    return partitions.require(getTable(database, table), spec);
  }

  @Override
  public Option<CatalogTablePartition> getPartitionOption(
      String database, String table, Map<String, String> spec) {
    return Scala.option(partitions.find(getTable(database, table), spec));
  }

  @Override
  public Seq<String> listPartitionNames(
      String database, String table, Option<Map<String, String>> partialSpec) {
    List<String> columns = Scala.list(getTable(database, table).partitionColumnNames());
    return Scala.seq(
        matching(database, table, partialSpec).stream()
            .map(part -> partitionName(columns, part))
            .sorted()
            .toList());
  }

  @Override
  public Seq<CatalogTablePartition> listPartitions(
      String database, String table, Option<Map<String, String>> partialSpec) {
    return Scala.seq(matching(database, table, partialSpec));
  }

  @Override
  public Seq<CatalogTablePartition> listPartitionsByFilter(
      String database, String table, Seq<Expression> predicates, String timeZone) {
    CatalogTable definition = getTable(database, table);
    return ExternalCatalogUtils.prunePartitionsByFilter(
        definition, Scala.seq(partitions.all(definition)), predicates, timeZone);
  }

  @Override
  public void loadTable(
      String database, String table, String path, boolean overwrite, boolean local) {
    throw noHive("LOAD DATA");
  }

  @Override
  public void loadPartition(
      String database,
      String table,
      String path,
      Map<String, String> partition,
      boolean overwrite,
      boolean inheritTableSpecs,
      boolean local) {
    throw noHive("LOAD DATA");
  }

  @Override
  public void loadDynamicPartitions(
      String database,
      String table,
      String path,
      Map<String, String> partition,
      boolean replace,
      int dynamicColumns) {
    throw noHive("LOAD DATA");
  }

  @Override
  public void createFunction(String database, CatalogFunction function) {
    throw noHive("CREATE FUNCTION");
  }

  @Override
  public void dropFunction(String database, String name) {
    throw Scala.raise(new NoSuchFunctionException(database, name));
  }

  @Override
  public void alterFunction(String database, CatalogFunction function) {
    throw noHive("CREATE OR REPLACE FUNCTION");
  }

  @Override
  public void renameFunction(String database, String from, String to) {
    throw Scala.raise(new NoSuchFunctionException(database, from));
  }

  @Override
  public CatalogFunction getFunction(String database, String name) {
    throw Scala.raise(new NoSuchFunctionException(database, name));
  }

  @Override
  public boolean functionExists(String database, String name) {
    return false;
  }

  @Override
  public Seq<String> listFunctions(String database, String pattern) {
    return Scala.seq(List.of());
  }

  private List<CatalogTablePartition> matching(
      String database, String table, Option<Map<String, String>> partialSpec) {
    List<CatalogTablePartition> all = partitions.all(getTable(database, table));
    Optional<Map<String, String>> partial = Scala.optional(partialSpec);
    return partial.isEmpty()
        ? all
        : all.stream()
            .filter(p -> ExternalCatalogUtils.isPartialPartitionSpec(partial.get(), p.spec()))
            .toList();
  }

  private static String partitionName(List<String> columns, CatalogTablePartition part) {
    return columns.stream()
        .map(c -> ExternalCatalogUtils.getPartitionPathString(c, part.spec().apply(c)))
        .reduce((left, right) -> left + "/" + right)
        .orElse("");
  }

  private static UnsupportedOperationException noHive(String statement) {
    return new UnsupportedOperationException(
        statement + " needs Hive and is not supported by glue-local");
  }
}
