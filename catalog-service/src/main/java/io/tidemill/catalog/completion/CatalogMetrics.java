package io.tidemill.catalog.completion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures an operator watches. The first two should never rise. */
public final class CatalogMetrics {
  private final Counter deadLetters;
  private final Counter notPublished;
  private final Counter published;
  private final Counter repetitions;

  public CatalogMetrics(MeterRegistry registry) {
    deadLetters = registry.counter("tidemill.catalog.dead.letters");
    notPublished = registry.counter("tidemill.catalog.not.published");
    published = registry.counter("tidemill.catalog.published");
    repetitions = registry.counter("tidemill.catalog.repetitions");
  }

  void deadLetter() {
    deadLetters.increment();
  }

  void notPublished() {
    notPublished.increment();
  }

  void published() {
    published.increment();
  }

  void repetition() {
    repetitions.increment();
  }
}
