package io.tidemill.planner.trigger;

/** A way in that fetches events itself, from when the planner can take them until it stops. */
public interface Ingestor extends AutoCloseable {

  /** Starts to fetch; returns at once. */
  void start();

  /** Stops; returns when nothing is fetched any more. */
  @Override
  void close();
}
