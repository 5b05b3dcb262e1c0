package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.warehouse.CatalogTables;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.artifact.CatalogArtifact;
import io.tidemill.dbt.artifact.CompiledFiles;
import io.tidemill.dbt.artifact.ManifestArtifact;
import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill docs generate}: manifest.json and catalog.json. */
@Command(
    name = "generate",
    description = {
      "Write target/manifest.json and target/catalog.json: what the Data Catalog has of models, seeds, snapshots and sources.",
      "One call a schema, no session."
    },
    mixinStandardHelpOptions = true)
public final class DocsGenerateCommand implements Callable<Integer> {
  private static final Set<String> SHOWN = Set.of("model", "seed", "snapshot", "source");
  private static final Set<String> COMPILED = Set.of("model", "test", "snapshot", "analysis");

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(names = "--no-compile", description = "Do not render nodes.")
  private boolean noCompile;

  @Option(names = "--empty-catalog", description = "Ask the catalog nothing.")
  private boolean emptyCatalog;

  @Option(
      names = {"--compile", "--static"},
      hidden = true)
  private boolean accepted;

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    DbtProject loaded = DbtProject.load(project.source());
    Invocations.announce(log, loaded);
    Manifest manifest = loaded.manifest();
    Path target = project.targetPath();
    Invocation invocation = Invocations.of("generate", logging, project.variables());
    Map<String, CompiledNode> compiled = new LinkedHashMap<>();
    CatalogTables tables = new CatalogTables();
    try (GlueWarehouse warehouse = aws.open(loaded, "docs")) {
      if (!noCompile) {
        NodeCompiler compiler = loaded.compiler(warehouse, invocation);
        for (String id : selection.in(manifest, state.selection(target), COMPILED)) {
          CompiledNode node = compiler.compile(id);
          compiled.put(id, node);
          CompiledFiles.writeCompiled(target, node);
        }
      }
      if (!emptyCatalog) {
        log.info("Building catalog");
        tables.read(
            warehouse.catalog(), manifest, selection.in(manifest, state.selection(target), SHOWN));
      }
    }
    new ManifestArtifact(Invocations.metadata(invocation), manifest, compiled).write(target);
    List<String> errors = tables.errors();
    new CatalogArtifact(Invocations.metadata(invocation), tables.nodes(), tables.sources(), errors)
        .write(target);
    errors.forEach(log::error);
    if (!errors.isEmpty()) {
      log.error(
          "dbt encountered %d failure%s while writing the catalog"
              .formatted(errors.size(), errors.size() == 1 ? "" : "s"));
    }
    log.info("Catalog written to " + target.resolve(CatalogArtifact.FILE));
    return errors.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
