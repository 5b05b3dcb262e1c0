package io.tidemill.catalog.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.catalog.completion.CompletionWorker.Life;
import io.tidemill.catalog.lineage.LineageEvents;
import io.tidemill.catalog.permission.AuditTrail;
import io.tidemill.catalog.permission.Governance;
import io.tidemill.catalog.project.Projects;
import io.tidemill.catalog.state.EventCodec;
import io.tidemill.catalog.state.KafkaClients;
import io.tidemill.catalog.state.TopicsInPlace;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The parts of the flow, and how a life of the main loop is made of them. */
public record CompletionFlow(
    KafkaClients clients,
    TopicsInPlace topics,
    EventCodec codec,
    Projects projects,
    Governance governance,
    LineageEvents lineage,
    AuditTrail audit,
    Memory memory,
    MeterRegistry metrics,
    Clock clock) {

  /**
   * The worker that keeps the loop running.
   *
   * @param group consumer group of all instances
   * @param instance name of this one: a life of the same name that is not dead yet is fenced by
   *     Kafka
   */
  public CompletionWorker worker(
      String group,
      String instance,
      int batch,
      int parallelism,
      Duration firstRetry,
      Duration longestRetry) {
    CatalogMetrics counters = new CatalogMetrics(metrics);
    CompletionHandler handler =
        new CompletionHandler(
            projects,
            governance,
            lineage,
            audit,
            new RetrySchedule(firstRetry, longestRetry),
            counters,
            clock);
    return new CompletionWorker(() -> life(group, instance, batch, parallelism, handler, counters));
  }

  private Life life(
      String group,
      String instance,
      int batch,
      int parallelism,
      CompletionHandler handler,
      CatalogMetrics counters) {
    topics.ensure();
    ExecutorService workers =
        Executors.newFixedThreadPool(parallelism, task -> new Thread(task, "permissions"));
    Outbox outbox =
        new Outbox(clients.transactionalProducer(group + "-" + instance), codec, memory.topic());
    CompletionLoop loop =
        new CompletionLoop(
            clients.member(group, instance, batch),
            outbox,
            new CompletionReader(codec),
            handler,
            memory,
            workers,
            counters,
            clock);
    return new Life() {
      @Override
      public void start() {
        loop.start();
      }

      @Override
      public void turn() throws InterruptedException {
        loop.turn();
      }

      @Override
      public void close() {
        workers.shutdownNow();
        loop.close();
      }
    };
  }
}
