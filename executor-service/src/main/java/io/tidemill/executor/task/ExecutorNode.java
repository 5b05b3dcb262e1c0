package io.tidemill.executor.task;

import io.tidemill.executor.kafka.FleetReader;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The executor from its start to its end.
 *
 * <p>Start: take up the position in model-ready, adopt the sessions of an earlier life, announce
 * the slots, read. End: take nothing more, let tasks end or hand them back, give the sessions back,
 * say the last word.
 */
public final class ExecutorNode implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ExecutorNode.class);
  private static final Duration UPKEEP = Duration.ofSeconds(5);
  private static final Duration REAPING = Duration.ofMinutes(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Identity identity;
  private final Slots slots;
  private final SessionPool pool;
  private final Announcer announcer;
  private final TaskIntake intake;
  private final FleetReader readyReader;
  private final FleetReader controlReader;
  private final Neighbours neighbours;
  private final ScheduledExecutorService upkeep;
  private final String region;
  private final Duration drainTimeout;
  private volatile boolean running;
  private boolean adopted;

  ExecutorNode(
      Identity identity,
      Slots slots,
      SessionPool pool,
      Announcer announcer,
      TaskIntake intake,
      FleetReader readyReader,
      FleetReader controlReader,
      Neighbours neighbours,
      ScheduledExecutorService upkeep,
      String region,
      Duration drainTimeout) {
    this.identity = identity;
    this.slots = slots;
    this.pool = pool;
    this.announcer = announcer;
    this.intake = intake;
    this.readyReader = readyReader;
    this.controlReader = controlReader;
    this.neighbours = neighbours;
    this.upkeep = upkeep;
    this.region = region;
    this.drainTimeout = drainTimeout;
  }

  @Override
  public void start() {
    long offset = readyReader.takePosition();
    controlReader.takePosition();
    thread("model-ready", () -> readyReader.run(intake::ready));
    thread("control", () -> controlReader.run(this::control));
    pool.onChange(announcer::changed);
    announcer.start(offset);
    // Sessions are looked for after the announcement: a slow or absent AWS must not keep us from
    // being seen.
    every(UPKEEP, pool::maintain);
    upkeep.execute(guarded(this::adopt));
    every(REAPING, this::reap);
    running = true;
    log.info(
        "Executor {} of fleet {} offers {} slots, reading from offset {}",
        identity.executorId(),
        identity.fleet(),
        slots.total(),
        offset);
  }

  @Override
  public void stop() {
    running = false;
    log.info("Draining: {} tasks held", slots.held().size());
    slots.drain();
    announcer.changed();
    try {
      drain();
      readyReader.close();
      controlReader.close();
      upkeep.shutdownNow();
      pool.close();
      announcer.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("The drain was interrupted; the leases end by themselves");
    }
    log.info("Executor {} has left", identity.executorId());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * What has not sent a statement goes back at once; what has may end, and else goes back with its
   * journal.
   */
  private void drain() throws InterruptedException {
    slots.held().forEach(task -> task.interruption().handBackBetweenStatements());
    if (!slots.awaitEmpty(drainTimeout.toMillis())) {
      log.info("Handing back {} tasks with their journal", slots.held().size());
      slots.held().forEach(task -> task.interruption().handBackNow());
      slots.awaitEmpty(LAST_WORDS.toMillis());
    }
  }

  private void adopt() {
    if (!adopted) {
      pool.adopt(region);
      adopted = true;
    }
  }

  private void reap() {
    adopt();
    pool.reap(region, neighbours::ownerIsGone);
  }

  private void control(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case Topics.COMMANDS -> intake.command(record);
      case Topics.EXECUTORS -> neighbours.heard(record);
      case Topics.TRIGGERS -> pool.warmKnown();
      default -> log.debug("Nothing to do for a record of {}", record.topic());
    }
  }

  private void every(Duration interval, Runnable work) {
    upkeep.scheduleWithFixedDelay(
        guarded(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A failed round must not end the rounds to come. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.warn("Upkeep of the session pool failed; it is tried again: {}", e.getMessage());
      }
    };
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Topics read for control: what the node does with each is in {@link #control}. */
  static List<String> controlTopics() {
    return List.of(Topics.COMMANDS, Topics.EXECUTORS, Topics.TRIGGERS);
  }
}
