package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.api.RunFollower;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * dbt's verbs that build something: the planner is asked for a run, which is followed to its end.
 */
public final class RunVerbs {
  private static final JsonMapper JSON = new JsonMapper();

  private RunVerbs() {}

  /** {@code tidemill run}. */
  @Command(name = "run", description = "Run models.", mixinStandardHelpOptions = true)
  public static final class Run extends Verb {
    @Override
    String verb() {
      return "run";
    }
  }

  /** {@code tidemill build}. */
  @Command(
      name = "build",
      description = "Run seeds, models, snapshots and tests in DAG order.",
      mixinStandardHelpOptions = true)
  public static final class Build extends Verb {
    @Override
    String verb() {
      return "build";
    }
  }

  /** {@code tidemill test}. */
  @Command(name = "test", description = "Run tests.", mixinStandardHelpOptions = true)
  public static final class Test extends Verb {
    @Override
    String verb() {
      return "test";
    }
  }

  /** {@code tidemill seed}. */
  @Command(name = "seed", description = "Load seeds.", mixinStandardHelpOptions = true)
  public static final class Seed extends Verb {
    @Override
    String verb() {
      return "seed";
    }
  }

  /** {@code tidemill snapshot}. */
  @Command(name = "snapshot", description = "Take snapshots.", mixinStandardHelpOptions = true)
  public static final class Snapshot extends Verb {
    @Override
    String verb() {
      return "snapshot";
    }
  }

  /** What the verbs share. */
  abstract static class Verb implements Callable<Integer> {
    @Mixin private ApiOptions options = new ApiOptions();

    @Option(
        names = {"-s", "--select", "-m", "--models"},
        arity = "1..*",
        paramLabel = "SELECTOR",
        description = "Nodes to include, in dbt's selection syntax.")
    private List<String> select = List.of();

    @Option(
        names = "--exclude",
        arity = "1..*",
        paramLabel = "SELECTOR",
        description = "Nodes to leave out.")
    private List<String> exclude = List.of();

    @Option(names = "--vars", paramLabel = "JSON", description = "Variables as a JSON object.")
    private String vars = "{}";

    @Option(
        names = {"-f", "--full-refresh"},
        description = "Rebuild incremental models and seeds from scratch.")
    private boolean fullRefresh;

    @Option(
        names = {"-x", "--fail-fast"},
        description = "Stop at the first failure.")
    private boolean failFast;

    @Option(
        names = "--indirect-selection",
        paramLabel = "MODE",
        description = "Which tests come along: eager, cautious, buildable, empty.",
        defaultValue = "eager")
    private String indirectSelection = "eager";

    @Option(names = "--no-wait", description = "Print the run's id and return at once.")
    private boolean noWait;

    abstract String verb();

    @Override
    public Integer call() throws InterruptedException {
      PlannerApi api = options.api();
      JsonNode started = api.post("/v1/runs", request());
      String runId = started.path("runId").asString();
      if (noWait) {
        System.out.println(runId);
        return ExitCodes.OK;
      }
      System.out.println("Run " + runId + " in environment " + options.environment());
      return new RunFollower(api, System.out::println, Clock.systemUTC()).follow(runId);
    }

    private ObjectNode request() {
      ObjectNode request = JSON.createObjectNode();
      request.put("environment", options.environment());
      request.put("verb", verb());
      select.forEach(request.putArray("select")::add);
      exclude.forEach(request.putArray("exclude")::add);
      request.set("vars", JSON.readTree(vars));
      request.put("fullRefresh", fullRefresh);
      request.put("failFast", failFast);
      request.put("indirectSelection", indirectSelection);
      return request;
    }
  }
}
