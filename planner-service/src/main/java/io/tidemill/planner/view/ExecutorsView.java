package io.tidemill.planner.view;

import io.tidemill.event.ExecutorHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Executors as their last heartbeats tell. Thread-safe. */
public final class ExecutorsView {
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private final Map<String, ExecutorHeartbeat> latest = new HashMap<>();

  /** Takes a heartbeat unless a newer incarnation has spoken. */
  synchronized boolean put(ExecutorHeartbeat heartbeat) {
    ExecutorHeartbeat known = latest.get(heartbeat.getExecutorId());
    if (known != null && known.getIncarnation() > heartbeat.getIncarnation()) {
      return false;
    }
    latest.put(heartbeat.getExecutorId(), heartbeat);
    return true;
  }

  /** Executors that were heard of lately, by name. */
  public synchronized List<ExecutorHeartbeat> executors(Instant now) {
    latest.values().removeIf(beat -> beat.getSentAt().plus(FORGOTTEN_AFTER).isBefore(now));
    return latest.values().stream()
        .sorted(Comparator.comparing(ExecutorHeartbeat::getExecutorId))
        .toList();
  }
}
