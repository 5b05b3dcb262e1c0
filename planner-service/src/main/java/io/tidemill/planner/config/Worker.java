package io.tidemill.planner.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does the same step again and again; a failed step is logged and tried again after a
 * pause.
 */
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Step step;
  private final Duration pause;
  private volatile boolean running = true;
  private @Nullable Thread thread;

  public Worker(String name, Duration pauseAfterFailure, Step step) {
    this.name = name;
    this.step = step;
    this.pause = pauseAfterFailure;
  }

  public void start() {
    Thread worker = new Thread(this::work, name);
    worker.setDaemon(true);
    thread = worker;
    worker.start();
  }

  private void work() {
    while (running) {
      try {
        step.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (TemporaryException e) {
        log.warn("{}: {}; trying again in {} ms", name, e.getMessage(), pause.toMillis());
        rest();
      } catch (Exception e) {
        if (running) {
          log.error("{}: failed; trying again in {} ms", name, pause.toMillis(), e);
          rest();
        }
      }
    }
  }

  private void rest() {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    Thread worker = thread;
    if (worker == null) {
      return;
    }
    worker.interrupt();
    try {
      worker.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One step of the work. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }
}
