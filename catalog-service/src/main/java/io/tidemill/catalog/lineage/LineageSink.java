package io.tidemill.catalog.lineage;

import java.io.IOException;

/** A place that lineage events go to besides the topic. */
public interface LineageSink {

  /** What the sink is called in groups, logs and metrics. */
  String name();

  /**
   * Delivers one event, an OpenLineage run event as JSON. It has arrived when the call returns.
   *
   * @throws IOException when it did not arrive and may at another time
   * @throws RejectedException when the sink will never take it
   */
  void deliver(String event) throws IOException, InterruptedException, RejectedException;

  /** The sink refuses this event for good. */
  final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    public RejectedException(String message) {
      super(message);
    }
  }
}
