package io.tidemill.planner.run;

import io.tidemill.orchestration.event.Effect.Counted;

/**
 * Told of what a person may want to see or count. Called from the engine's threads; must be quick.
 */
public interface EngineListener {

  /** Nobody listens. */
  EngineListener SILENT = new EngineListener() {};

  /** A decision was made. */
  default void decided(int events, int changes) {}

  /** Something worth counting happened. */
  default void counted(Counted what, String detail) {}

  /** A record could not be used and went to the dead-letter topic. */
  default void deadLettered(String topic, String reason) {}

  /** A thread of the engine failed and is replaced, or the engine gave up. */
  default void failed(Throwable failure, FailureOutcome outcome) {}

  /** What follows from a failed thread. */
  enum FailureOutcome {
    /** Another thread takes over from the last commit. */
    REPLACED,
    /** The engine stops: it failed too often. */
    STOPPED
  }
}
