package io.tidemill.planner.api;

import io.tidemill.planner.topic.LogUnavailableException;
import io.tidemill.planner.view.Change;
import io.tidemill.planner.view.ChangeFeed;
import io.tidemill.planner.view.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams of changes to listeners, each with a thread of its own, so that one that does not read
 * holds up nobody. Event names are the kinds of change, {@code reset} (changes were left out, ask
 * for everything) and {@code ping}.
 */
final class LiveStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
  private static final int MOST = 64;
  private static final Duration PING = Duration.ofSeconds(15);
  private static final long NO_TIMEOUT = 0;

  private final ChangeFeed feed;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, MOST, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), LiveStreams::thread);

  LiveStreams(ChangeFeed feed) {
    this.feed = feed;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "live-stream");
    thread.setDaemon(true);
    return thread;
  }

  SseEmitter open() {
    SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    Subscription subscription = feed.subscribe();
    try {
      threads.execute(() -> send(subscription, emitter));
    } catch (RejectedExecutionException e) {
      subscription.close();
      throw new LogUnavailableException(
          "Expected at most " + MOST + " live streams, but there are as many already; close one");
    }
    return emitter;
  }

  private static void send(Subscription subscription, SseEmitter emitter) {
    try (subscription) {
      emitter.send(SseEmitter.event().name("hello").data("{}"));
      while (!Thread.currentThread().isInterrupted()) {
        send(subscription.take(PING), emitter);
        Thread.sleep(Subscription.Batch.PAUSE_MILLIS);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      log.debug("A live stream has ended: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    }
  }

  private static void send(Subscription.Batch batch, SseEmitter emitter) throws IOException {
    if (batch.incomplete()) {
      emitter.send(SseEmitter.event().name("reset").data("{}"));
    }
    for (Change change : batch.changes()) {
      emitter.send(
          SseEmitter.event()
              .name(change.kind().name().toLowerCase(Locale.ROOT))
              .data(change.content()));
    }
    if (batch.changes().isEmpty()) {
      emitter.send(SseEmitter.event().name("ping").data("{}"));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
