package io.tidemill.planner.config;

/**
 * A part that needs Kafka and its topics: started once they are there, in {@code @Order}, and
 * closed in reverse.
 */
public interface Starting extends AutoCloseable {

  /** Starts; returns when the part does its work, or is sure to soon. */
  void start();

  /** Stops; returns when the part does nothing any more. */
  @Override
  void close();
}
