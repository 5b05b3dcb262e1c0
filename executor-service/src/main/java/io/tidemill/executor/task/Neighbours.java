package io.tidemill.executor.task;

import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.executor.kafka.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which executors of the fleet live, by their heartbeats: sessions of those that do not are
 * orphans. Thread-safe.
 */
final class Neighbours {
  /**
   * A session whose owner has been silent for so long is nobody's; an owner that restarts is
   * quicker.
   */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final EventCodec codec;
  private final Clock clock;
  private final Instant listeningSince;
  private final Map<String, Instant> sessions = new ConcurrentHashMap<>();

  Neighbours(EventCodec codec, Clock clock) {
    this.codec = codec;
    this.clock = clock;
    this.listeningSince = clock.instant();
  }

  void heard(ConsumerRecord<String, byte[]> record) {
    ExecutorHeartbeat heartbeat =
        codec.decode(record.topic(), record.value(), ExecutorHeartbeat.class);
    Instant now = clock.instant();
    heartbeat.getSessions().forEach(session -> sessions.put(session.getSessionId(), now));
    sessions
        .values()
        .removeIf(seen -> Duration.between(seen, now).compareTo(SILENCE.multipliedBy(2)) > 0);
  }

  /** Whether nobody who lives claims the session. */
  boolean ownerIsGone(String sessionId) {
    Instant now = clock.instant();
    if (Duration.between(listeningSince, now).compareTo(SILENCE) < 0) {
      return false;
    }
    Instant claimed = sessions.get(sessionId);
    return claimed == null || Duration.between(claimed, now).compareTo(SILENCE) > 0;
  }
}
