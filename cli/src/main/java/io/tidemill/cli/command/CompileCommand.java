package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.artifact.CompiledFiles;
import io.tidemill.dbt.artifact.ManifestArtifact;
import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill compile}: renders nodes against the catalog as it is. */
@Command(
    name = "compile",
    description = {
      "Render nodes as a run would, against the catalog as it is now, and write target/compiled and target/manifest.json.",
      "A session is opened only when a node asks the engine something (run_query)."
    },
    mixinStandardHelpOptions = true)
public final class CompileCommand implements Callable<Integer> {
  private static final Set<String> COMPILED =
      Set.of("model", "test", "snapshot", "analysis", "operation");

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(names = "--inline", paramLabel = "SQL", description = "SQL with Jinja to render.")
  private @Nullable String inline;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private String output = "text";

  @Option(
      names = "--no-introspect",
      description = "Ask neither catalog nor engine: everything is absent, queries fail.")
  private boolean noIntrospect;

  @Option(
      names = {"--introspect", "--no-inject-ephemeral-ctes", "--inject-ephemeral-ctes"},
      hidden = true)
  private boolean accepted;

  @Option(
      names = {"-f", "--full-refresh"},
      description = "Render incremental models as for a full refresh.")
  private boolean fullRefresh;

  @Override
  public Integer call() {
    if (!output.equals("text") && !output.equals("json")) {
      throw new UserException(
          "Expected --output to be text or json, but it is '%s'".formatted(output));
    }
    DbtLog log = logging.log();
    DbtProject loaded = DbtProject.load(project.source());
    Invocations.announce(log, loaded);
    if (noIntrospect) {
      return compile(loaded, Warehouse.none(), log);
    }
    try (GlueWarehouse warehouse = aws.open(loaded, "compile")) {
      return compile(loaded, warehouse, log);
    }
  }

  private int compile(DbtProject loaded, Warehouse warehouse, DbtLog log) {
    Invocation asked = Invocations.of("compile", logging, project.variables());
    Invocation invocation =
        new Invocation(
            asked.invocationId(),
            asked.runStartedAt(),
            asked.command(),
            fullRefresh,
            asked.vars(),
            asked.flags());
    NodeCompiler compiler = loaded.compiler(warehouse, invocation);
    if (inline != null) {
      String sql = compiler.compileInline(inline).compiledCode();
      log.result(shown(null, sql));
      return ExitCodes.OK;
    }
    Manifest manifest = loaded.manifest();
    Path target = project.targetPath();
    Map<String, CompiledNode> compiled = new LinkedHashMap<>();
    for (String id : selection.in(manifest, state.selection(target), COMPILED)) {
      CompiledNode node = compiler.compile(id);
      compiled.put(id, node);
      CompiledFiles.writeCompiled(target, node);
    }
    new ManifestArtifact(Invocations.metadata(invocation), manifest, compiled).write(target);
    if (compiled.isEmpty()) {
      log.warn(
          "[WARNING]: Nothing to do. Try checking your model configs and model specification args");
    }
    for (CompiledNode node : compiled.values()) {
      if (selection.select().stream().anyMatch(text -> text.contains(node.node().name()))) {
        log.result(shown(node.node().name(), node.compiledCode()));
      }
    }
    log.info("Compiled %d nodes into %s".formatted(compiled.size(), target.resolve("compiled")));
    return ExitCodes.OK;
  }

  private String shown(@Nullable String name, String sql) {
    if (output.equals("text")) {
      return (name == null ? "Compiled inline node is:" : "Compiled node '" + name + "' is:")
          + "\n"
          + sql;
    }
    ObjectNode json = new JsonMapper().createObjectNode();
    if (name != null) {
      json.put("node", name);
    }
    return json.put("compiled", sql).toPrettyString();
  }
}
