package io.tidemill.orchestration.trigger;

import io.tidemill.orchestration.id.EventId;
import org.jspecify.annotations.Nullable;

/**
 * The newest event known of one object key, or of one event id, by which repetitions are
 * recognised.
 */
public record Seen(
    EventId event, @Nullable String version, @Nullable String etag, @Nullable String sequencer) {

  public static Seen of(Trigger trigger) {
    return new Seen(trigger.id(), trigger.version(), trigger.etag(), trigger.sequencer());
  }

  /** Whether the trigger tells of the same write of the same object as this one. */
  public boolean isSameWrite(Trigger trigger) {
    if (sequencer != null && trigger.sequencer() != null) {
      return Sequencers.compare(sequencer, trigger.sequencer()) == 0;
    }
    if (version != null && trigger.version() != null) {
      return version.equals(trigger.version());
    }
    return etag != null && etag.equals(trigger.etag());
  }

  /** Whether the trigger tells of an earlier write than this one. */
  public boolean isNewerThan(Trigger trigger) {
    return sequencer != null
        && trigger.sequencer() != null
        && Sequencers.compare(sequencer, trigger.sequencer()) > 0;
  }
}
