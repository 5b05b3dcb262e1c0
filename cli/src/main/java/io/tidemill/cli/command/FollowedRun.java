package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.api.RunArtifacts;
import io.tidemill.cli.api.RunFollower;
import io.tidemill.cli.api.RunNodes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A run of the planner's that this command has asked for: started, followed, written down. */
final class FollowedRun {
  private final ApiOptions api;
  private final ProjectOptions project;
  private final LogOptions logging;

  FollowedRun(ApiOptions api, ProjectOptions project, LogOptions logging) {
    this.api = api;
    this.project = project;
    this.logging = logging;
  }

  /** Starts it; returns its id. */
  String start(ObjectNode request) {
    return api.api().post("/v1/runs", request).path("runId").asString();
  }

  /**
   * Follows it to its end and writes run_results.json; Ctrl-C cancels it.
   *
   * @param arguments the command's flags by dbt's names
   * @return the command's exit code
   */
  int follow(String runId, Map<String, Object> arguments) throws InterruptedException {
    PlannerApi planner = api.api();
    DbtLog log = logging.log();
    log.info("Run %s in environment %s".formatted(runId, api.environment()));
    AtomicBoolean ended = new AtomicBoolean();
    Thread cancel =
        new Thread(
            () -> {
              if (!ended.get()) {
                planner.post("/v1/runs/" + PlannerApi.segment(runId) + "/cancel", null);
                System.out.println("Exited because of keyboard interrupt; the run is cancelled");
              }
            },
            "cancel");
    Runtime.getRuntime().addShutdownHook(cancel);
    RunNodes nodes = RunNodes.of(planner, api.environment());
    JsonNode answer = new RunFollower(planner, log, nodes).follow(runId);
    ended.set(true);
    if (project.projectDirIfAny().isPresent()) {
      RunArtifacts.runResults(answer, nodes, arguments, System.getenv())
          .write(project.targetPath());
    }
    return exitCode(answer);
  }

  private int exitCode(JsonNode answer) {
    int code = RunFollower.exitCode(answer);
    if (code == ExitCodes.OK && logging.warningsAreErrors()) {
      for (JsonNode task : answer.path("tasks")) {
        if (task.path("state").asString().equals("WARN")) {
          return ExitCodes.FAILED;
        }
      }
    }
    return code;
  }
}
