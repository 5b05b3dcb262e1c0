package io.tidemill.planner.api;

import io.tidemill.event.Command;
import io.tidemill.event.CommandAction;
import io.tidemill.event.RunRecord;
import io.tidemill.event.RunRequest;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.planner.access.Caller;
import io.tidemill.planner.command.CommandLog;
import io.tidemill.planner.config.Ulid;
import io.tidemill.planner.project.EnvironmentStatus;
import io.tidemill.planner.project.Environments;
import io.tidemill.planner.project.PlannedProject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes commands of requests, refusing early what the engine would refuse later where nobody waits
 * for an answer.
 */
final class RunCommands {
  private final Environments environments;
  private final CommandLog log;
  private final JsonMapper json;

  RunCommands(Environments environments, CommandLog log, JsonMapper json) {
    this.environments = environments;
    this.log = log;
    this.json = json;
  }

  StartedRun start(StartRun request, Caller caller) {
    EnvironmentId environment = environment(request.environment());
    PlannedProject project =
        environments
            .project(environment)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "environment",
                        "Expected environment %s to have a project version to run, but it has none; see GET /v1/environments/%s"
                            .formatted(environment, environment)));
    RunRequest run = runRequest(request);
    int nodes = selected(project, run);
    if (nodes == 0) {
      throw new InvalidRequestException(
          "select",
          "Expected select and exclude to name nodes that '%s' runs, but they name none"
              .formatted(run.getVerb()));
    }
    Command command =
        log.command(environment.value(), CommandAction.START_RUN, caller.name())
            .setRunId(Ulid.next())
            .setRun(run)
            .build();
    log.send(command, json.writeValueAsString(run));
    return started(command, nodes);
  }

  StartedRun cancel(RunRecord run, Caller caller) {
    Command command =
        log.command(run.getEnvironment(), CommandAction.CANCEL_RUN, caller.name())
            .setRunId(run.getRunId())
            .build();
    log.send(command, "{}");
    return started(command, 0);
  }

  StartedRun retry(RunRecord run, Caller caller) {
    Command command =
        log.command(run.getEnvironment(), CommandAction.RETRY_RUN, caller.name())
            .setRunId(Ulid.next())
            .setRetriedRunId(run.getRunId())
            .build();
    log.send(command, json.writeValueAsString(Map.of("retried", run.getRunId())));
    return started(command, 0);
  }

  private static StartedRun started(Command command, int nodes) {
    return new StartedRun(
        command.getEnvironment(), command.getRunId(), command.getCommandId(), nodes);
  }

  private EnvironmentId environment(@Nullable String name) {
    if (name != null && !name.isBlank()) {
      return environments.status(new EnvironmentId(name)).environment();
    }
    List<EnvironmentStatus> all = environments.statuses();
    if (all.size() != 1) {
      throw new InvalidRequestException(
          "environment",
          "Expected an environment, as there is not exactly one, but none is named; there are "
              + all.stream().map(status -> status.environment().value()).toList());
    }
    return all.get(0).environment();
  }

  private RunRequest runRequest(StartRun request) {
    String verb = request.verb() == null ? "build" : request.verb();
    return RunRequest.newBuilder()
        .setVerb(checked("verb", () -> Verb.of(verb)).word())
        .setSelect(orEmpty(request.select()))
        .setExclude(orEmpty(request.exclude()))
        .setSelector(request.selector())
        .setIndirectSelection(
            request.indirectSelection() == null ? "eager" : request.indirectSelection())
        .setVars(object(request.vars()))
        .setFlags(object(request.flags()))
        .setFullRefresh(Boolean.TRUE.equals(request.fullRefresh()))
        .setFailFast(Boolean.TRUE.equals(request.failFast()))
        .build();
  }

  private String object(@Nullable Map<String, Object> members) {
    return json.writeValueAsString(members == null ? Map.of() : new LinkedHashMap<>(members));
  }

  private static int selected(PlannedProject project, RunRequest run) {
    Verb verb = Verb.of(run.getVerb());
    io.tidemill.orchestration.run.RunRequest request =
        new io.tidemill.orchestration.run.RunRequest(
            verb,
            run.getSelect(),
            run.getExclude(),
            run.getSelector(),
            run.getIndirectSelection(),
            run.getVars(),
            run.getFullRefresh(),
            run.getFailFast(),
            run.getFlags());
    Set<NodeId> nodes = checked("select", () -> project.select(request));
    return (int)
        nodes.stream()
            .flatMap(id -> project.dag().node(id).stream())
            .filter(node -> verb.executes(node.kind()))
            .count();
  }

  private static <T> T checked(String field, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(field, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
