package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.PlannerApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tidemill why}: what became of an event, or why a model ran or did not. */
@Command(
    name = "why",
    description = {
      "Say what became of a trigger, or why a model ran or did not.",
      "Answers from the ledger, in which each trigger has exactly one state."
    },
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
  private static final int LEDGER_ENTRIES = 2000;

  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(
      paramLabel = "EVENT|MODEL",
      description =
          "A trigger id, an object key such as orders/dt=1998-07-05/part-0002.csv, or a model's name.")
  private String subject = "";

  @Override
  public Integer call() {
    PlannerApi api = options.api();
    List<JsonNode> triggers = triggers(api);
    if (triggers.isEmpty()) {
      model(
          api.get(
              "/v1/why/model/%s?environment=%s"
                  .formatted(
                      PlannerApi.segment(subject), PlannerApi.segment(options.environment()))));
    } else {
      triggers.forEach(entry -> trigger(api, entry));
    }
    return ExitCodes.OK;
  }

  private List<JsonNode> triggers(PlannerApi api) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry : api.get("/v1/events?limit=" + LEDGER_ENTRIES).path("events")) {
      if (entry.path("triggerId").asString().equals(subject)
          || entry.path("subject").asString().equals(subject)) {
        found.add(entry);
      }
    }
    return found;
  }

  private static void trigger(PlannerApi api, JsonNode entry) {
    System.out.printf(
        "Trigger %s: %s of %s in %s, received %s%n",
        entry.path("triggerId").asString(),
        entry.path("kind").asString(),
        entry.path("subject").asString(),
        entry.path("source").asString(),
        entry.path("receivedAt").asString());
    System.out.printf(
        "  %s in environment %s: %s%n",
        entry.path("state").asString(),
        entry.path("environment").asString(),
        entry.path("reason").asString());
    JsonNode answer =
        api.get("/v1/why/event/" + PlannerApi.segment(entry.path("triggerId").asString()));
    for (JsonNode outcome : answer.path("outcomes")) {
      run(outcome.path("run"))
          .ifPresent(
              line -> {
                System.out.println("  " + line);
                for (JsonNode task : outcome.path("tasks")) {
                  System.out.printf(
                      "    %-8s %s: %s%n",
                      task.path("state").asString(),
                      task.path("name").asString(),
                      task.path("reason").asString());
                }
              });
    }
  }

  private static void model(JsonNode answer) {
    System.out.printf(
        "%s in environment %s is downstream of %d sources%n",
        answer.path("nodeId").asString(),
        answer.path("environment").asString(),
        answer.path("sources").size());
    for (JsonNode waiting : answer.path("waiting")) {
      System.out.printf(
          "  waits: %s until %s (%s)%n",
          waiting.path("reason").asString(),
          waiting.path("waitingUntil").asString("?"),
          waiting.path("subject").asString());
    }
    for (JsonNode past : answer.path("runs")) {
      run(past.path("run"))
          .ifPresent(
              line ->
                  System.out.printf(
                      "  %s in %s: %s%n",
                      past.path("task").path("state").asString(),
                      line,
                      past.path("task").path("reason").asString()));
      for (JsonNode trigger : past.path("triggers")) {
        System.out.printf("    because of %s%n", trigger.path("subject").asString());
      }
    }
    if (answer.path("runs").isEmpty()) {
      System.out.println("  It has not been in a run that is still remembered.");
    }
  }

  private static Optional<String> run(JsonNode run) {
    return run.isObject()
        ? Optional.of(
            "run %s (%s, %s)"
                .formatted(
                    run.path("runId").asString(),
                    run.path("state").asString(),
                    run.path("createdAt").asString()))
        : Optional.empty();
  }
}
