package io.tidemill.planner.topic;

/**
 * Closed until all topics are there: a record sent earlier could make the broker create one with
 * wrong settings.
 */
public final class TopicGate {
  private volatile boolean open;

  void open() {
    open = true;
  }

  public boolean isOpen() {
    return open;
  }

  void requireOpen() {
    if (!open) {
      throw new LogUnavailableException(
          "Expected Kafka to be reached and its topics to be verified before events are accepted,"
              + " but the planner is still starting; try again shortly");
    }
  }
}
