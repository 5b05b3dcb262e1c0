package io.tidemill.planner.trigger;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.event.Trigger;
import io.tidemill.planner.topic.DeadLetter;
import io.tidemill.planner.topic.EventLog;
import io.tidemill.schemas.Topics;
import java.util.List;
import java.util.Locale;

/**
 * Keeps triggers on the canonical topic, under the fleet's id, and the others on the dead-letter
 * topic of ingestion.
 */
final class KafkaTriggerLog implements TriggerLog {
  private final EventLog log;
  private final String fleet;
  private final MeterRegistry meters;

  KafkaTriggerLog(EventLog log, String fleet, MeterRegistry meters) {
    this.log = log;
    this.fleet = fleet;
    this.meters = meters;
  }

  @Override
  public void append(List<Trigger> triggers) {
    if (triggers.isEmpty()) {
      return;
    }
    log.append(Topics.TRIGGERS, fleet, triggers, Trigger::getTriggerId);
    for (Trigger trigger : triggers) {
      meters
          .counter(
              "tidemill.triggers.accepted",
              "kind",
              trigger.getKind().name().toLowerCase(Locale.ROOT))
          .increment();
    }
  }

  @Override
  public void reject(String origin, String body, String reason) {
    log.deadLetter(Topics.deadLetters("ingest"), DeadLetter.ofText(origin, body, origin, reason));
    meters.counter("tidemill.triggers.rejected", "origin", origin).increment();
  }
}
