package io.tidemill.cli.command;

import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.local.LocalSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which planner to talk to, and for which environment. */
public final class ApiOptions {
  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Address of the planner. Default: TIDEMILL_API, else ${DEFAULT-VALUE}.",
      defaultValue = "${env:TIDEMILL_API}")
  private @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "API token. Default: TIDEMILL_TOKEN; a local system needs none.",
      defaultValue = "${env:TIDEMILL_TOKEN}")
  private @Nullable String token;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      description = "Environment. Default: ${DEFAULT-VALUE}.",
      defaultValue = LocalSystem.ENVIRONMENT)
  private String environment = LocalSystem.ENVIRONMENT;

  PlannerApi api() {
    return new PlannerApi(url == null ? LocalPorts.DEFAULT.plannerUrl() : url, token);
  }

  String environment() {
    return environment;
  }
}
