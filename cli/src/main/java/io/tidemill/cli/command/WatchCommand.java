package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.api.RunFollower;
import io.tidemill.cli.api.RunNodes;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tidemill watch}: follows one run, or run after run as they come. */
@Command(
    name = "watch",
    description = "Follow a run live; without a run id, each run as it comes, until Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 300;

  @Mixin private ApiOptions options = new ApiOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Run id.")
  private @Nullable String runId;

  @Option(names = "--once", description = "Without a run id: follow the newest run, then return.")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    PlannerApi api = options.api();
    if (runId != null) {
      return RunFollower.exitCode(follower(api).follow(runId));
    }
    if (once) {
      return RunFollower.exitCode(follower(api).follow(newest(api)));
    }
    String last = "";
    while (true) {
      JsonNode runs = RunsCommand.runs(api, options.environment(), 1);
      String newest = runs.isEmpty() ? "" : runs.get(0).path("runId").asString();
      if (!newest.equals(last)) {
        System.out.println("Run " + newest + ": " + runs.get(0).path("reason").asString());
        follower(api).follow(newest);
        last = newest;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private RunFollower follower(PlannerApi api) {
    return new RunFollower(api, logging.log(), RunNodes.of(api, options.environment()));
  }

  private String newest(PlannerApi api) {
    JsonNode runs = RunsCommand.runs(api, options.environment(), 1);
    if (runs.isEmpty()) {
      throw new UserException(
          "Expected a run to follow, but environment %s has none yet. Land a file or start one with: tidemill build"
              .formatted(options.environment()));
    }
    return runs.get(0).path("runId").asString();
  }
}
