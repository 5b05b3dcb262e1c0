package io.tidemill.executor.aws;

/** Counts calls to AWS on somebody's account: an attempt's, or the pool's. */
@FunctionalInterface
public interface CallMeter {
  /** Nobody asks. */
  CallMeter NONE = action -> {};

  /** One call is about to be made. */
  void called(String action);
}
