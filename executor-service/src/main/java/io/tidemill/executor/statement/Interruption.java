package io.tidemill.executor.statement;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How others reach a task that is under way: an operator cancels it, a shutdown asks for it back.
 * What is asked first counts, except that a cancellation replaces a hand-back. Thread-safe.
 */
public final class Interruption {

  /** What is asked of the task. */
  public enum Wish {
    NONE,
    /** Give it back before its next statement; one that runs may run on. */
    HAND_BACK_BETWEEN,
    /** Give it back now, leaving a running statement running. */
    HAND_BACK_NOW,
    CANCEL
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Wish wish = Wish.NONE;

  /** Asks the task to stop for good; its running statement is cancelled. */
  public void cancel() {
    ask(Wish.CANCEL);
  }

  /** Asks for the task back before it sends another statement. */
  public void handBackBetweenStatements() {
    ask(Wish.HAND_BACK_BETWEEN);
  }

  /** Asks for the task back at once. */
  public void handBackNow() {
    ask(Wish.HAND_BACK_NOW);
  }

  /** What is asked now. */
  public Wish wish() {
    lock.lock();
    try {
      return wish;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits, but not longer than until something more urgent than {@code unless} is asked. Returns
   * what is asked then.
   */
  public Wish await(Duration duration, Wish unless) throws InterruptedException {
    long nanos = duration.toNanos();
    lock.lock();
    try {
      while (nanos > 0 && wish.compareTo(unless) <= 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return wish;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops the task here, between two statements, if anything was asked.
   *
   * @throws StatementCancelledException when it was cancelled
   * @throws HandedBackException when it was asked back
   */
  public void check() {
    Wish now = wish();
    if (now == Wish.CANCEL) {
      throw new StatementCancelledException("The task was cancelled before its next statement");
    }
    if (now != Wish.NONE) {
      throw new HandedBackException("The executor is shutting down");
    }
  }

  private void ask(Wish asked) {
    lock.lock();
    try {
      if (asked.compareTo(wish) > 0) {
        wish = asked;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
