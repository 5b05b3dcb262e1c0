package io.tidemill.planner.api;

import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.planner.topic.TopicPreparation;
import io.tidemill.planner.view.ExecutorsView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the planner works with: executors, their sessions, its topics. */
@RestController
final class FleetController {
  private static final Duration SILENT_AFTER = Duration.ofSeconds(10);

  private final ExecutorsView executors;
  private final TopicPreparation topics;
  private final Clock clock;

  FleetController(ExecutorsView executors, TopicPreparation topics, Clock clock) {
    this.executors = executors;
    this.topics = topics;
    this.clock = clock;
  }

  @GetMapping("/v1/executors")
  Fleet executors() {
    Instant now = clock.instant();
    return new Fleet(
        executors.executors(now).stream().map(beat -> ExecutorStatus.of(beat, now)).toList());
  }

  @GetMapping("/v1/topics/check")
  TopicCheck topics() {
    List<String> problems = topics.problems();
    return new TopicCheck(problems.isEmpty(), problems);
  }

  record Fleet(List<ExecutorStatus> executors) {}

  /** An executor's last word, and whether it is alive. */
  record ExecutorStatus(Presence presence, ExecutorHeartbeat heartbeat) {
    static ExecutorStatus of(ExecutorHeartbeat beat, Instant now) {
      return new ExecutorStatus(Presence.of(beat, now), beat);
    }
  }

  /** Whether an executor is there. */
  enum Presence {
    ALIVE,
    DRAINING,
    GONE,
    SILENT;

    static Presence of(ExecutorHeartbeat beat, Instant now) {
      if (beat.getLeaving()) {
        return GONE;
      }
      if (beat.getSentAt().plus(SILENT_AFTER).isBefore(now)) {
        return SILENT;
      }
      return beat.getDraining() ? DRAINING : ALIVE;
    }
  }

  record TopicCheck(boolean ok, List<String> problems) {}
}
