package io.tidemill.schemas;

import io.tidemill.event.AuditRecord;
import io.tidemill.event.Command;
import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.LedgerEntry;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelPublished;
import io.tidemill.event.ModelReady;
import io.tidemill.event.RunView;
import io.tidemill.event.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The catalogue of topics. Record keys are UTF-8 strings: an Avro key would carry the id of its
 * schema, so that two versions of one key would be two keys to compaction and partitioning.
 *
 * <p>Immutable and thread-safe.
 */
public final class Topics {
  /** What comes in: landings, upstream records, ticks, calls. Key: fleet. */
  public static final String TRIGGERS = "tidemill.triggers";

  /** What operators ask. Key: fleet. */
  public static final String COMMANDS = "tidemill.commands";

  /** Executors' heartbeats. Key: fleet. */
  public static final String EXECUTORS = "tidemill.executors";

  /** Tasks given to executors. Key: fleet. */
  public static final String MODEL_READY = "tidemill.model-ready";

  /** What happened to attempts. Key: fleet. */
  public static final String MODEL_EVENTS = "tidemill.model-events";

  /** Models that consumers may read. Key: fleet. */
  public static final String MODEL_PUBLISHED = "tidemill.model-published";

  /** Runs and tasks, compacted. Key: environment/run or environment/run/node. */
  public static final String RUNS = "tidemill.runs";

  /** What became of each trigger, compacted. Key: environment/trigger. */
  public static final String LEDGER = "tidemill.ledger";

  /** OpenLineage events as JSON. Key: run of the root job. */
  public static final String LINEAGE = "tidemill.lineage";

  /** What catalog-service remembers of each table, compacted. Its default; see its settings. */
  public static final String CATALOG_STATE = "tidemill.catalog-state";

  /** Commands given and permissions changed. Key: environment. */
  public static final String AUDIT = "tidemill.audit";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration QUARTER = Duration.ofDays(90);

  private Topics() {}

  /** The dead-letter topic of a consumer: {@code tidemill.dlq.planner} and so on. */
  public static String deadLetters(String consumer) {
    return "tidemill.dlq." + consumer;
  }

  /** Every topic with its defaults, dead-letter topics included. */
  public static List<Topic> all() {
    List<Topic> topics = new ArrayList<>();
    // A fleet's inputs are ordered by its id as key; more fleets spread over more partitions.
    topics.add(stream("triggers", TRIGGERS, Trigger.getClassSchema(), 3, WEEK));
    topics.add(stream("commands", COMMANDS, Command.getClassSchema(), 3, WEEK));
    topics.add(
        stream("executors", EXECUTORS, ExecutorHeartbeat.getClassSchema(), 3, Duration.ofHours(6)));
    topics.add(stream("model-ready", MODEL_READY, ModelReady.getClassSchema(), 3, WEEK));
    topics.add(stream("model-events", MODEL_EVENTS, ModelEvent.getClassSchema(), 3, WEEK));
    topics.add(
        stream("model-published", MODEL_PUBLISHED, ModelPublished.getClassSchema(), 3, WEEK));
    topics.add(compacted("runs", RUNS, RunView.getClassSchema()));
    topics.add(compacted("ledger", LEDGER, LedgerEntry.getClassSchema()));
    topics.add(new Topic("lineage", LINEAGE, Optional.empty(), 3, retention(QUARTER)));
    topics.add(
        new Topic(
            "audit",
            AUDIT,
            Optional.of(AuditRecord.getClassSchema()),
            1,
            Map.of("cleanup.policy", "delete", "retention.ms", "-1")));
    topics.add(
        new Topic(
            "catalog-state",
            CATALOG_STATE,
            Optional.empty(),
            1,
            Map.of("cleanup.policy", "compact")));
    for (String consumer : List.of("planner", "executor", "catalog", "ingest")) {
      topics.add(
          new Topic(
              "dlq." + consumer, deadLetters(consumer), Optional.empty(), 1, retention(QUARTER)));
    }
    return List.copyOf(topics);
  }

  private static Topic stream(
      String logicalName, String name, Schema schema, int partitions, Duration retention) {
    return new Topic(logicalName, name, Optional.of(schema), partitions, retention(retention));
  }

  private static Topic compacted(String logicalName, String name, Schema schema) {
    return new Topic(
        logicalName, name, Optional.of(schema), 3, Map.of("cleanup.policy", "compact"));
  }

  private static Map<String, String> retention(Duration retention) {
    return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
  }
}
