package io.tidemill.planner.run;

import io.tidemill.orchestration.engine.Policy;
import io.tidemill.orchestration.engine.Projects;
import io.tidemill.planner.run.EngineListener.FailureOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The planner's engine as a whole: started once, closed once. The topics must exist before it is
 * started. A thread that fails is replaced and goes on from the last commit; after {@link
 * #MOST_FAILURES} failures within a minute the engine stops, which {@link #state} shows.
 */
public final class PlannerEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PlannerEngine.class);
  private static final int MOST_FAILURES = 30;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final EngineListener listener;
  private final Clock clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  public PlannerEngine(
      EngineSettings settings,
      Projects projects,
      Policy policy,
      EngineListener listener,
      Clock clock) {
    this.listener = listener;
    this.clock = clock;
    streams =
        new KafkaStreams(
            PlannerTopology.of(
                projects,
                policy,
                () -> EventCodec.configured(settings.serdeConfiguration()),
                listener,
                settings.tick(),
                settings.commitInterval()),
            settings.streamsConfiguration());
    streams.setUncaughtExceptionHandler(this::onFailure);
    streams.setStateListener(
        (now, before) -> LOG.info("Planner engine went from {} to {}", before, now));
  }

  public void start() {
    streams.start();
  }

  /**
   * Where the engine stands: it decides while RUNNING, and never again once in ERROR or
   * NOT_RUNNING.
   */
  public KafkaStreams.State state() {
    return streams.state();
  }

  /** The streams client, for metrics. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Commits, leaves the group, so that another planner takes over at once, and ends. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSE_LIMIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private synchronized StreamThreadExceptionResponse onFailure(Throwable failure) {
    Instant now = clock.instant();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minusSeconds(60))) {
      failures.removeFirst();
    }
    if (failures.size() > MOST_FAILURES) {
      LOG.error(
          "The planner engine failed {} times within a minute and stops", failures.size(), failure);
      listener.failed(failure, FailureOutcome.STOPPED);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.warn("A thread of the planner engine failed and is replaced", failure);
    listener.failed(failure, FailureOutcome.REPLACED);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
