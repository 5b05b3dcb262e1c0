package io.tidemill.executor.materialization;

import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.PythonStep;
import io.tidemill.executor.statement.Statements;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a build works with, taken out of its context.
 *
 * @param attempt the attempt
 * @param prior what an earlier epoch left
 * @param compiled the node, rendered
 * @param python runs the node's Python; null where it is SQL
 * @param file the file that the node is written in; for seeds, the CSV
 * @param credentials the adapter options of the profile
 * @param isIceberg tells Iceberg tables from others
 * @param fullRefresh dbt's {@code --full-refresh}
 * @param storeFailures dbt's {@code --store-failures}
 * @param partitions partitions to rebuild as key=value paths; empty: the whole node
 * @param macros the user's macros in place of dbt's
 * @param comment dbt's comment in the SQL that runs
 * @param statements runs SQL
 * @param catalog the Glue Data Catalog
 * @param artifacts takes the SQL that ran
 */
record BuildMeans(
    AttemptId attempt,
    PriorAttempt prior,
    CompiledNode compiled,
    @Nullable PythonStep python,
    Path file,
    GlueCredentials credentials,
    Predicate<TableName> isIceberg,
    boolean fullRefresh,
    boolean storeFailures,
    List<String> partitions,
    UserMacros macros,
    QueryComment comment,
    Statements statements,
    Catalog catalog,
    SqlArtifacts artifacts) {

  /** Renders the node of {@code context} against the catalog as it is now. */
  static BuildMeans of(MaterializationContext context) {
    CompiledNode compiled = context.compiler().compile(context.node().uniqueId());
    context.artifacts().compiled(context.node(), compiled.compiledCode());
    IcebergTables iceberg =
        new IcebergTables(context.project().manifest(), context.node(), context.catalog());
    return new BuildMeans(
        context.attempt(),
        context.prior(),
        compiled,
        python(context, compiled, iceberg),
        file(context),
        context.credentials(),
        iceberg,
        context.fullRefresh(),
        Boolean.TRUE.equals(context.flags().get("STORE_FAILURES")),
        context.partitions(),
        UserMacros.of(context.compiler(), context.node().uniqueId()),
        QueryComment.of(context),
        context.statements(),
        context.catalog(),
        context.artifacts());
  }

  private static @Nullable PythonStep python(
      MaterializationContext context, CompiledNode compiled, IcebergTables iceberg) {
    if (!context.node().language().equals("python")) {
      return null;
    }
    String catalog = context.credentials().customIcebergCatalogNamespace();
    return PythonModel.step(
        context,
        compiled.compiledCode(),
        "tidemill_python_" + TaskDigest.of(context.attempt().task()),
        new IcebergReferences(catalog, iceberg));
  }

  private static Path file(MaterializationContext context) {
    ManifestNode node = context.node();
    Path project = context.project().source().projectDir();
    boolean own = node.packageName().equals(context.project().manifest().projectName());
    Path folder = own ? project : project.resolve("dbt_packages").resolve(node.packageName());
    return folder.resolve(node.originalFilePath());
  }
}
