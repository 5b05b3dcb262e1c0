package io.tidemill.planner.api;

import io.tidemill.event.RunRecord;
import io.tidemill.event.RunState;
import io.tidemill.planner.access.Caller;
import io.tidemill.planner.view.RunDetail;
import io.tidemill.planner.view.RunsView;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs: looked at, started, cancelled, retried. */
@RestController
final class RunsController {
  private final RunsView runs;
  private final RunCommands commands;

  RunsController(RunsView runs, RunCommands commands) {
    this.runs = runs;
    this.commands = commands;
  }

  @GetMapping("/v1/runs")
  Runs list(
      @RequestParam @Nullable String environment,
      @RequestParam @Nullable String state,
      @RequestParam(defaultValue = "50") int limit) {
    return new Runs(runs.runs(environment, Words.valueOf(RunState.class, "state", state), limit));
  }

  @GetMapping("/v1/runs/{runId}")
  RunDetail get(@PathVariable String runId) {
    return runs.run(runId)
        .orElseThrow(
            () -> new NotFoundException("Expected a known run, but there is no '" + runId + "'"));
  }

  @PostMapping("/v1/runs")
  ResponseEntity<StartedRun> start(@RequestBody StartRun request, Caller caller) {
    return accepted(commands.start(request, caller));
  }

  @PostMapping("/v1/runs/{runId}/cancel")
  ResponseEntity<StartedRun> cancel(@PathVariable String runId, Caller caller) {
    return accepted(commands.cancel(get(runId).run(), caller));
  }

  @PostMapping("/v1/runs/{runId}/retry")
  ResponseEntity<StartedRun> retry(@PathVariable String runId, Caller caller) {
    return accepted(commands.retry(get(runId).run(), caller));
  }

  private static ResponseEntity<StartedRun> accepted(StartedRun run) {
    return ResponseEntity.accepted().location(URI.create("/v1/runs/" + run.runId())).body(run);
  }

  record Runs(List<RunRecord> runs) {}
}
