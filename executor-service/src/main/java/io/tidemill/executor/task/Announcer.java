package io.tidemill.executor.task;

import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.Lease;
import io.tidemill.event.SessionView;
import io.tidemill.event.SlotOffer;
import io.tidemill.executor.kafka.EventCodec;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSnapshot;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the planner on a thread of its own, every few seconds and on every change, that we live and
 * what we hold.
 */
final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final Identity identity;
  private final Slots slots;
  private final SessionPool pool;
  private final LeaseGuard guard;
  private final Duration interval;
  private final Clock clock;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;
  private volatile long readyOffset;
  private volatile boolean stopped;

  Announcer(
      Producer<String, byte[]> producer,
      EventCodec codec,
      Identity identity,
      Slots slots,
      SessionPool pool,
      LeaseGuard guard,
      Duration interval,
      Clock clock) {
    this.producer = producer;
    this.codec = codec;
    this.identity = identity;
    this.slots = slots;
    this.pool = pool;
    this.guard = guard;
    this.interval = interval;
    this.clock = clock;
    this.thread = new Thread(this::run, "heartbeat");
    this.thread.setDaemon(true);
  }

  /** Announces this incarnation; returns when the log has it. */
  void start(long offset) {
    readyOffset = offset;
    await(send(false));
    thread.start();
  }

  /** Something has changed: the planner is told now. Does not wait. */
  void changed() {
    changes.release();
  }

  /** Says the last word. */
  void stop() throws InterruptedException {
    stopped = true;
    changes.release();
    thread.join(interval.toMillis());
    await(send(true));
  }

  private void run() {
    while (!stopped) {
      try {
        changes.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        if (!stopped) {
          send(false);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // The next one may do; without any, the lease ends and the guard stops what we do.
        log.warn("A heartbeat could not be sent: {}", e.getMessage());
      }
    }
  }

  private Future<RecordMetadata> send(boolean leaving) {
    Instant now = clock.instant();
    ExecutorHeartbeat heartbeat =
        ExecutorHeartbeat.newBuilder()
            .setExecutorId(identity.executorId())
            .setIncarnation(identity.incarnation())
            .setReadyOffset(readyOffset)
            .setDraining(slots.draining())
            .setLeaving(leaving)
            .setSlots(
                List.of(
                    SlotOffer.newBuilder()
                        .setSessionSpec("*")
                        .setTotal(slots.total())
                        .setFree(slots.free())
                        .build()))
            .setLeases(slots.held().stream().map(Announcer::lease).toList())
            .setSessions(pool.snapshot().stream().map(Announcer::view).toList())
            .setSentAt(now)
            .build();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.EXECUTORS, identity.fleet(), codec.encode(Topics.EXECUTORS, heartbeat));
    EventHeaders.put(record.headers(), EventHeaders.EVENT_ID, UUID.randomUUID().toString());
    return producer.send(
        record,
        (metadata, failure) -> {
          if (failure == null) {
            guard.heard(now);
          } else {
            log.warn("A heartbeat was not written: {}", failure.getMessage());
          }
        });
  }

  private static Lease lease(Task task) {
    return Lease.newBuilder()
        .setRunId(task.id().runId())
        .setNodeId(task.id().nodeId())
        .setAttempt(task.id().attempt())
        .setEpoch(task.id().epoch())
        .build();
  }

  private static SessionView view(SessionSnapshot session) {
    return SessionView.newBuilder()
        .setSessionId(session.sessionId())
        .setSessionSpec(session.specDigest())
        .setState(session.state())
        .setReason(session.reason())
        .setWorkers(session.workers())
        .setCreatedAt(session.createdAt())
        .setIdleSince(session.idleSince())
        .setStatements(session.statements())
        .setDpuSeconds(session.dpuSeconds())
        .setIdleDpuSeconds(session.idleDpuSeconds())
        .setTask(session.task())
        .build();
  }

  private static void await(Future<RecordMetadata> written) {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new KafkaException("Expected a heartbeat to be written, but " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(
          "Expected a heartbeat to be written, but the wait was interrupted", e);
    }
  }
}
