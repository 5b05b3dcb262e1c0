package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tidemill retry}: the failed part of a run again. */
@Command(
    name = "retry",
    description = {
      "Run again what failed, was skipped or was cancelled in a run: the latest one that ended so, unless a run is named.",
      "It keeps the verb, the vars and the flags of that run and uses the project as it is now."
    },
    mixinStandardHelpOptions = true)
public final class RetryCommand implements Callable<Integer> {
  private static final int LATEST = 200;
  private static final Set<String> RETRYABLE = Set.of("FAILED", "CANCELLED");

  @Mixin private ApiOptions api = new ApiOptions();
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Run id.")
  private @Nullable String runId;

  @Option(names = "--no-wait", description = "Print the new run's id and return at once.")
  private boolean noWait;

  @Override
  public Integer call() throws InterruptedException {
    PlannerApi planner = api.api();
    JsonNode run = runId == null ? latest(planner) : named(planner, runId);
    String old = run.path("runId").asString();
    String retried =
        planner
            .post("/v1/runs/" + PlannerApi.segment(old) + "/retry", null)
            .path("runId")
            .asString();
    if (noWait) {
      System.out.println(retried);
      return ExitCodes.OK;
    }
    logging.log().info("Retrying run %s (%s)".formatted(old, run.path("verb").asString()));
    return new FollowedRun(api, project, logging).follow(retried, Map.of("retried_run_id", old));
  }

  private JsonNode latest(PlannerApi planner) {
    JsonNode runs = RunsCommand.runs(planner, api.environment(), LATEST);
    for (JsonNode run : runs) {
      if (RETRYABLE.contains(run.path("state").asString())) {
        return run;
      }
    }
    throw new UserException(
        "Expected a failed or cancelled run to retry, but none of the latest %d runs of environment %s is one. See tidemill runs"
            .formatted(runs.size(), api.environment()));
  }

  private static JsonNode named(PlannerApi planner, String id) {
    JsonNode run = planner.get("/v1/runs/" + PlannerApi.segment(id)).path("run");
    String state = run.path("state").asString();
    if (!RETRYABLE.contains(state)) {
      throw new UserException(
          "Expected run %s to have failed or been cancelled, but it is %s: there is nothing to retry"
              .formatted(id, state));
    }
    return run;
  }
}
