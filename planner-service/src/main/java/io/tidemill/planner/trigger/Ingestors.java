package io.tidemill.planner.trigger;

import java.util.List;

/** All ways in that are fetched from, started and stopped together. */
public final class Ingestors implements AutoCloseable {
  private final List<Ingestor> ingestors;

  Ingestors(List<Ingestor> ingestors) {
    this.ingestors = List.copyOf(ingestors);
  }

  public void start() {
    ingestors.forEach(Ingestor::start);
  }

  @Override
  public void close() {
    ingestors.forEach(Ingestor::close);
  }
}
