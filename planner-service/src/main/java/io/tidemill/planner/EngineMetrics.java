package io.tidemill.planner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.planner.run.EngineListener;
import java.util.Locale;

/** Counts what the engine tells of. */
final class EngineMetrics implements EngineListener {
  private final MeterRegistry meters;
  private final Counter decisions;
  private final Counter changes;

  EngineMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.decisions = meters.counter("tidemill.engine.decisions");
    this.changes = meters.counter("tidemill.engine.changes");
  }

  @Override
  public void decided(int events, int changed) {
    decisions.increment(events);
    changes.increment(changed);
  }

  @Override
  public void counted(Counted what, String detail) {
    meters.counter("tidemill.engine.counted", "what", word(what)).increment();
  }

  @Override
  public void deadLettered(String topic, String reason) {
    meters.counter("tidemill.engine.dead.letters", "topic", topic).increment();
  }

  @Override
  public void failed(Throwable failure, FailureOutcome outcome) {
    meters.counter("tidemill.engine.failures", "outcome", word(outcome)).increment();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
