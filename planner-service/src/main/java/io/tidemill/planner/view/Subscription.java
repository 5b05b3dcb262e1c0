package io.tidemill.planner.view;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The changes that one listener has not taken yet, the latest of each key only. When there are too
 * many even so, they are dropped and the listener is told to ask for everything again.
 */
public final class Subscription implements AutoCloseable {
  private static final int MOST = 20_000;

  private final ChangeFeed feed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<String, Change> pending = new LinkedHashMap<>();
  private boolean overflown;

  Subscription(ChangeFeed feed) {
    this.feed = feed;
  }

  void offer(Change change) {
    lock.lock();
    try {
      String key = change.kind() + "/" + change.key();
      // Removed first, so that it moves to the end: order among keys is the order of last changes.
      pending.remove(key);
      pending.put(key, change);
      if (pending.size() > MOST) {
        pending.clear();
        overflown = true;
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what there is, waiting for something to be there up to a time. */
  public Batch take(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (pending.isEmpty() && !overflown && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
      Batch batch = new Batch(List.copyOf(pending.values()), overflown);
      pending.clear();
      overflown = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    feed.remove(this);
  }

  /**
   * Changes taken together.
   *
   * @param incomplete whether others were dropped before them
   */
  public record Batch(List<Change> changes, boolean incomplete) {
    /** Pause between batches that keeps a busy run from drowning its viewers. */
    public static final long PAUSE_MILLIS = TimeUnit.MILLISECONDS.toMillis(100);
  }
}
