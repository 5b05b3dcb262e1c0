package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.PlannerApi;
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
  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(
      paramLabel = "EVENT|MODEL",
      description =
          "A trigger id, an object key such as orders/dt=1998-07-05/part-0002.csv, or a model's name.")
  private String subject = "";

  @Override
  public Integer call() {
    JsonNode answer =
        options
            .api()
            .get(
                "/v1/why?environment=%s&subject=%s"
                    .formatted(
                        PlannerApi.segment(options.environment()), PlannerApi.segment(subject)));
    answer.path("lines").forEach(line -> System.out.println(line.asString()));
    return answer.path("found").asBoolean(true) ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
