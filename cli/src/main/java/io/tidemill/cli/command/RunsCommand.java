package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.PlannerApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code tidemill runs}: the latest runs. */
@Command(name = "runs", description = "List the latest runs.", mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {
  @Mixin private ApiOptions options = new ApiOptions();

  @Option(
      names = {"-n", "--limit"},
      description = "How many. Default: ${DEFAULT-VALUE}.",
      defaultValue = "20")
  private int limit;

  @Override
  public Integer call() {
    Table table =
        new Table("RUN", "STATE", "VERB", "TASKS", "OK", "FAILED", "SKIPPED", "CREATED", "WHY");
    for (JsonNode run : runs(options.api(), options.environment(), limit)) {
      table.row(
          run.path("runId").asString(),
          run.path("state").asString(),
          run.path("verb").asString(),
          run.path("total").asInt(),
          run.path("succeeded").asInt(),
          run.path("failed").asInt(),
          run.path("skipped").asInt(),
          run.path("createdAt").asString(),
          run.path("reason").asString());
    }
    System.out.println(table);
    return ExitCodes.OK;
  }

  /** Newest first. */
  static JsonNode runs(PlannerApi api, String environment, int limit) {
    return api.get(
            "/v1/runs?environment=%s&limit=%d".formatted(PlannerApi.segment(environment), limit))
        .path("runs");
  }
}
