package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.artifact.NodeResult;
import io.tidemill.dbt.artifact.NodeStatus;
import io.tidemill.dbt.artifact.RunResultsArtifact;
import io.tidemill.dbt.artifact.Timing;
import io.tidemill.dbt.compile.NodeCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemill run-operation}: calls a macro against the warehouse. */
@Command(
    name = "run-operation",
    description = {
      "Call a macro against the catalog and, when it queries, a Glue session of its own.",
      "Its log() and print() lines go to standard output."
    },
    mixinStandardHelpOptions = true)
public final class RunOperationCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "MACRO",
      description = "Name of the macro, PACKAGE.NAME for one of a package.")
  private @Nullable String macro;

  @Option(
      names = "--args",
      paramLabel = "YAML",
      description = "Arguments by name, as a YAML dictionary.",
      defaultValue = "{}")
  private String args = "{}";

  @Option(names = "--sql", paramLabel = "SQL", description = "Run this SQL instead of a macro.")
  private @Nullable String sql;

  @Override
  public Integer call() {
    if ((macro == null) == (sql == null)) {
      throw new UserException(
          macro == null
              ? "Either a macro name or --sql must be passed to run-operation"
              : "Cannot specify both a macro name and --sql for run-operation");
    }
    Map<String, Object> arguments = YamlArguments.map("--args", args);
    DbtLog log = logging.log();
    MacroOutput.to(log, logging.prints());
    DbtProject loaded = DbtProject.load(project.source());
    Invocation invocation = Invocations.of("run-operation", logging, project.variables());
    Instant started = Instant.now();
    String error = null;
    try (GlueWarehouse warehouse = aws.open(loaded, "run-operation")) {
      NodeCompiler compiler = loaded.compiler(warehouse, invocation);
      if (macro != null) {
        compiler.runOperation(macro, arguments);
      } else if (sql != null) {
        warehouse.query(compiler.compileInline(sql).compiledCode());
      }
    } catch (RuntimeException e) {
      error = String.valueOf(e.getMessage());
      log.error("Encountered an error while running operation: " + error);
    }
    write(loaded, invocation, started, error);
    return error == null ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void write(
      DbtProject loaded, Invocation invocation, Instant started, @Nullable String error) {
    Instant ended = Instant.now();
    String name = macro == null ? "inline_query" : macro;
    String id =
        name.contains(".")
            ? "operation." + name
            : "operation." + loaded.manifest().projectName() + "." + name;
    NodeResult result =
        new NodeResult(
            id,
            error == null ? NodeStatus.SUCCESS : NodeStatus.ERROR,
            List.of(new Timing("execute", started, ended)),
            "main",
            Duration.between(started, ended),
            Map.of(),
            error,
            error == null ? 0L : 1L,
            null,
            null,
            null,
            null);
    new RunResultsArtifact(
            Invocations.metadata(invocation),
            List.of(result),
            Duration.between(started, ended),
            Map.of("which", "run-operation", "macro", name))
        .write(project.targetPath());
  }
}
