package io.tidemill.catalog.completion;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether completions are being handled, and how many models wait to be published. */
@Component
class CompletionHealth implements HealthIndicator {
  private final CompletionWorker worker;
  private final Memory memory;

  CompletionHealth(CompletionWorker worker, Memory memory) {
    this.worker = worker;
    this.memory = memory;
  }

  @Override
  public Health health() {
    String trouble = worker.trouble();
    Health.Builder health =
        trouble == null ? Health.up() : Health.down().withDetail("trouble", trouble);
    return health.withDetail("notPublished", memory.pending().size()).build();
  }
}
