package io.tidemill.catalog.api;

import io.tidemill.catalog.completion.Memory;
import io.tidemill.catalog.completion.Pending;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Models that are built and not published, and why. */
@RestController
class PendingController {
  private final Memory memory;

  /** One of them. */
  record Waiting(
      String environment,
      String runId,
      String node,
      String problem,
      int tries,
      Instant since,
      Instant next) {}

  PendingController(Memory memory) {
    this.memory = memory;
  }

  @GetMapping("/v1/pending")
  List<Waiting> pending() {
    return memory.pending().stream().map(PendingController::waiting).toList();
  }

  private static Waiting waiting(Pending pending) {
    return new Waiting(
        pending.environment(),
        pending.runId(),
        pending.nodeId(),
        pending.problem(),
        pending.tries(),
        pending.since(),
        pending.next());
  }
}
