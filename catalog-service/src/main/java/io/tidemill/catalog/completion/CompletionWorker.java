package io.tidemill.catalog.completion;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps a {@link CompletionLoop} running: a life that ends in an error is followed by another after
 * a pause.
 */
public final class CompletionWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(CompletionWorker.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Supplier<Life> lives;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private volatile @Nullable String trouble;

  /** A loop and what it holds open. */
  interface Life extends AutoCloseable {
    void start();

    void turn() throws InterruptedException;

    @Override
    void close();
  }

  CompletionWorker(Supplier<Life> lives) {
    this.lives = lives;
  }

  /** What keeps it from working now; null when nothing does. */
  public @Nullable String trouble() {
    Thread running = thread;
    if (running != null && running.getState() == Thread.State.TERMINATED) {
      return "The thread that handles completions has ended; see the log, and start the service again";
    }
    return trouble;
  }

  @Override
  public void start() {
    Thread started = new Thread(this::run, "completions");
    thread = started;
    started.start();
  }

  @Override
  public void stop() {
    stopping.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.isAlive()) {
      log.warn(
          "The completion being handled did not end within {}; it is handled again at the next start",
          PATIENCE);
      running.interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        live();
      }
    } catch (InterruptedException e) {
      log.info("Interrupted; what was not committed is handled again at the next start");
    }
  }

  private void live() throws InterruptedException {
    try (Life life = lives.get()) {
      life.start();
      while (stopping.getCount() > 0) {
        life.turn();
        trouble = null;
      }
    } catch (WakeupException | InterruptException e) {
      throw new InterruptedException(e.getMessage());
    } catch (RuntimeException e) {
      trouble = e.toString();
      log.warn("Starts again from what was committed, because: {}", e.toString());
      boolean stopped = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      log.debug("Paused; stopping: {}", stopped);
    }
  }
}
