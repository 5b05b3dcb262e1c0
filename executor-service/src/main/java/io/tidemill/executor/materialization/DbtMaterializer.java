package io.tidemill.executor.materialization;

import io.tidemill.dbt.compile.RelationName;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * dbt's materializations on Glue: each in one or two statements, none dropping what readers use
 * before its replacement is complete.
 *
 * <p>The node says what it is; from here on each kind has a class of its own.
 */
public final class DbtMaterializer implements Materializer {
  private static final Set<String> PYTHON = Set.of("table", "incremental", "python_model");

  private final Lake lake;

  /**
   * @param lake files that are written or removed without an engine: large seeds, old versions
   */
  public DbtMaterializer(Lake lake) {
    this.lake = lake;
  }

  @Override
  public MaterializationResult materialize(MaterializationContext context) {
    ManifestNode node = context.node();
    if (context.compiler().hasCustomMaterialization(node.uniqueId())) {
      return custom(context);
    }
    NodeBuild build = new NodeBuild(BuildMeans.of(context));
    try {
      return build(build);
    } finally {
      build.keepArtifacts();
    }
  }

  /** Builds a node with one of dbt's own materializations. */
  MaterializationResult build(NodeBuild build) {
    ManifestNode node = build.node();
    return switch (node.resourceType()) {
      case SEED -> new SeedMaterialization(lake).build(build);
      case SNAPSHOT -> new SnapshotMaterialization(lake).build(build);
      case TEST -> new TestMaterialization(lake).build(build);
      case OPERATION -> new OperationMaterialization().build(build);
      case MODEL -> model(build);
      default -> throw refused(node, "Expected a model, seed, snapshot or test. Deselect the node");
    };
  }

  private MaterializationResult model(NodeBuild build) {
    String materialized = build.options().config().materialized();
    boolean python = build.node().language().equals("python");
    if (python && !PYTHON.contains(materialized)) {
      throw refused(
          build.node(),
          "Expected a Python model to be materialized as table or incremental, but it is '%s'"
              .formatted(materialized));
    }
    return switch (materialized) {
      case "view" -> new ViewMaterialization().build(build);
      case "table" -> new TableMaterialization(lake).build(build);
      // dbt-glue's own name for a Python model, which it brings into a table that is there.
      case "python_model" ->
          build.options().text("incremental_strategy").isPresent()
              ? new IncrementalMaterialization(lake).build(build)
              : new TableMaterialization(lake).build(build);
      case "incremental" -> new IncrementalMaterialization(lake).build(build);
      case "materialized_view" ->
          throw refused(
              build.node(),
              "Glue has materialized views only as Iceberg tables that it refreshes by itself,"
                  + " which no run could wait for. Use materialized: incremental or table");
      default ->
          throw refused(
              build.node(),
              "No materialization '%s' was found for adapter glue: expected view, table, incremental, or one that the project defines"
                  .formatted(materialized));
    };
  }

  private static MaterializationResult custom(MaterializationContext context) {
    List<RelationName> relations = context.compiler().materialize(context.node().uniqueId());
    @Nullable CatalogTable table = null;
    for (RelationName relation : relations) {
      TableName name = new TableName(relation.schema(), relation.identifier());
      context.catalog().invalidate(name);
      table = context.catalog().table(name).orElse(table);
    }
    return MaterializationResult.built(table, null);
  }

  private static ExecutorException refused(ManifestNode node, String reason) {
    return new ExecutorException(
        ErrorCode.CONFIGURATION, "Cannot build %s: %s".formatted(node.uniqueId(), reason));
  }
}
