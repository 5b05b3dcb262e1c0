package io.tidemill.planner.trigger;

import io.tidemill.planner.config.Starting;
import java.util.List;

/** All ways in that are fetched from, started and stopped together. */
public final class Ingestors implements Starting {
  private final List<Starting> ingestors;

  Ingestors(List<Starting> ingestors) {
    this.ingestors = List.copyOf(ingestors);
  }

  @Override
  public void start() {
    ingestors.forEach(Starting::start);
  }

  @Override
  public void close() {
    ingestors.forEach(Starting::close);
  }
}
