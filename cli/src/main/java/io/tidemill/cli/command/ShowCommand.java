package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.cli.warehouse.ResultTable;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.QueryResult;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill show}: the first rows of what a node, or SQL, would give. */
@Command(
    name = "show",
    description = {
      "Render a node or SQL, run it as a query in a Glue session of its own and print the first rows.",
      "Nothing is built."
    },
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  private static final Set<String> SHOWN = Set.of("model", "test", "snapshot", "analysis", "seed");

  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(names = "--inline", paramLabel = "SQL", description = "SQL with Jinja to show.")
  private @Nullable String inline;

  @Option(
      names = "--inline-direct",
      paramLabel = "SQL",
      description = "SQL to show as it is, without Jinja.")
  private @Nullable String direct;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows at most; -1 for all. Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int limit = 5;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private String output = "text";

  @Override
  public Integer call() {
    if (!output.equals("text") && !output.equals("json")) {
      throw new UserException(
          "Expected --output to be text or json, but it is '%s'".formatted(output));
    }
    if (selection.isEmpty() && inline == null && direct == null) {
      throw new UserException(
          "Either --select, --inline or --inline-direct must be passed to show");
    }
    DbtLog log = logging.log();
    DbtProject loaded = DbtProject.load(project.source());
    Invocations.announce(log, loaded);
    try (GlueWarehouse warehouse = aws.open(loaded, "show")) {
      NodeCompiler compiler =
          loaded.compiler(warehouse, Invocations.of("show", logging, project.variables()));
      if (inline != null || direct != null) {
        String sql = direct == null ? compiler.compileInline(inlined()).compiledCode() : direct;
        log.result(shown(null, warehouse.query(limited(sql))));
        return ExitCodes.OK;
      }
      for (String id :
          selection.in(loaded.manifest(), state.selection(project.targetPath()), SHOWN)) {
        ManifestNode node = loaded.manifest().node(id).orElseThrow();
        if (!isNamed(node)) {
          log.info("Excluded node '%s' from results".formatted(node.name()));
          continue;
        }
        log.result(shown(node.name(), warehouse.query(limited(sql(compiler, node)))));
      }
    }
    return ExitCodes.OK;
  }

  /** As in dbt, what a selector brings along without naming it is not shown. */
  private boolean isNamed(ManifestNode node) {
    return selection.select().isEmpty()
        || selection.select().stream().anyMatch(text -> text.contains(node.name()));
  }

  private String inlined() {
    return inline == null ? "" : inline;
  }

  /** A seed has no SQL: its table is shown. */
  private static String sql(NodeCompiler compiler, ManifestNode node) {
    if (Resources.typeOf(node.uniqueId()).equals("seed")) {
      return "select * from " + node.schema() + "." + node.alias();
    }
    if (node.language().equals("python")) {
      throw new UserException(
          "Expected SQL to show, but %s is a Python model. Build it, then: tidemill show --inline \"select * from {{ ref('%s') }}\""
              .formatted(node.name(), node.name()));
    }
    return compiler.compile(node.uniqueId()).compiledCode();
  }

  private String limited(String sql) {
    return limit < 0 ? sql : sql + "\nlimit " + limit;
  }

  private String shown(@Nullable String name, QueryResult rows) {
    if (output.equals("text")) {
      return (name == null ? "Previewing inline node:" : "Previewing node '" + name + "':")
          + "\n"
          + ResultTable.text(rows);
    }
    JsonMapper json = new JsonMapper();
    ObjectNode object = json.createObjectNode();
    if (name != null) {
      object.put("node", name);
    }
    object.set("show", json.valueToTree(ResultTable.rows(rows)));
    return object.toPrettyString();
  }
}
