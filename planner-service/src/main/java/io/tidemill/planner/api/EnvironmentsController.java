package io.tidemill.planner.api;

import io.tidemill.event.CommandAction;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.planner.access.Caller;
import io.tidemill.planner.command.CommandLog;
import io.tidemill.planner.project.EnvironmentStatus;
import io.tidemill.planner.project.EnvironmentStatus.Condition;
import io.tidemill.planner.project.Environments;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Environments and the nodes of their projects. */
@RestController
final class EnvironmentsController {
  private final Environments environments;
  private final CommandLog commands;

  EnvironmentsController(Environments environments, CommandLog commands) {
    this.environments = environments;
    this.commands = commands;
  }

  @GetMapping("/v1/environments")
  EnvironmentList list() {
    return new EnvironmentList(environments.statuses().stream().map(this::described).toList());
  }

  @GetMapping("/v1/environments/{name}")
  EnvironmentDescription get(@PathVariable String name) {
    return described(environments.status(new EnvironmentId(name)));
  }

  /** 422 when the project cannot be used; what served before still does. */
  @PostMapping("/v1/environments/{name}/deploy")
  ResponseEntity<EnvironmentDescription> deploy(@PathVariable String name, Caller caller) {
    EnvironmentStatus status = environments.deploy(new EnvironmentId(name), caller.name());
    return ResponseEntity.status(
            status.condition() == Condition.BROKEN
                ? HttpStatus.UNPROCESSABLE_CONTENT
                : HttpStatus.OK)
        .body(described(status));
  }

  @PostMapping("/v1/environments/{name}/pause")
  ResponseEntity<Void> pause(@PathVariable String name, Caller caller) {
    return send(name, CommandAction.PAUSE, caller);
  }

  @PostMapping("/v1/environments/{name}/resume")
  ResponseEntity<Void> resume(@PathVariable String name, Caller caller) {
    return send(name, CommandAction.RESUME, caller);
  }

  private ResponseEntity<Void> send(String name, CommandAction action, Caller caller) {
    EnvironmentId environment = environments.status(new EnvironmentId(name)).environment();
    commands.send(commands.command(environment.value(), action, caller.name()).build(), "{}");
    return ResponseEntity.accepted().build();
  }

  @GetMapping("/v1/environments/{name}/nodes")
  NodeList nodes(
      @PathVariable String name,
      @RequestParam(defaultValue = "") List<String> select,
      @RequestParam(defaultValue = "") List<String> exclude) {
    EnvironmentId environment = new EnvironmentId(name);
    return environments
        .project(environment)
        .map(project -> NodeList.of(project, select, exclude))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "Expected environment %s to have a project version, but it has none"
                        .formatted(environment)));
  }

  private EnvironmentDescription described(EnvironmentStatus status) {
    return EnvironmentDescription.of(status, environments.project(status.environment()));
  }

  record EnvironmentList(List<EnvironmentDescription> environments) {}
}
