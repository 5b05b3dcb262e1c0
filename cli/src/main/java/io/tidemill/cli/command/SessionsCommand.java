package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code tidemill sessions}: the Glue sessions of all executors, and what they cost. */
@Command(
    name = "sessions",
    description = "List executors and their Glue sessions, with state, cost and why each exists.",
    mixinStandardHelpOptions = true)
public final class SessionsCommand implements Callable<Integer> {
  @Mixin private ApiOptions options = new ApiOptions();

  @Override
  public Integer call() {
    Table table =
        new Table(
            "EXECUTOR",
            "PRESENCE",
            "SESSION",
            "STATE",
            "WORKERS",
            "STATEMENTS",
            "DPU-S",
            "IDLE DPU-S",
            "WHY",
            "TASK");
    for (JsonNode executor : options.api().get("/v1/executors").path("executors")) {
      JsonNode heartbeat = executor.path("heartbeat");
      for (JsonNode session : heartbeat.path("sessions")) {
        table.row(
            heartbeat.path("executorId").asString(),
            executor.path("presence").asString(),
            session.path("sessionId").asString(),
            session.path("state").asString(),
            session.path("workers").asString(),
            session.path("statements").asLong(),
            String.format(Locale.ROOT, "%.1f", session.path("dpuSeconds").asDouble()),
            String.format(Locale.ROOT, "%.1f", session.path("idleDpuSeconds").asDouble()),
            session.path("reason").asString(),
            session.path("task").asString("-"));
      }
    }
    System.out.println(table);
    return ExitCodes.OK;
  }
}
