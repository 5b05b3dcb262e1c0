package io.tidemill.executor.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks this executor holds, at most as many as it has slots. Remembers the highest epoch it
 * has seen of a task and refuses lower ones. Thread-safe.
 */
final class Slots {
  private static final int REMEMBERED = 10_000;

  /** What becomes of a task that was given to us. */
  enum Admission {
    TAKEN,
    /** It is the same or an older dispatch of a task we know. */
    STALE,
    /** No slot is free, or the executor is draining. */
    REFUSED
  }

  private final int total;
  private final Map<String, Task> held = new LinkedHashMap<>();
  private final Map<String, Long> epochs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };
  private boolean draining;

  Slots(int total) {
    this.total = total;
  }

  /** Takes a task. A newer dispatch of a task that we hold takes its slot along. */
  synchronized Admission admit(Task task) {
    String key = task.id().task();
    Long seen = epochs.get(key);
    if (seen != null && seen >= task.id().epoch()) {
      return Admission.STALE;
    }
    epochs.put(key, task.id().epoch());
    if (draining || (held.size() >= total && !held.containsKey(key))) {
      return Admission.REFUSED;
    }
    held.put(key, task);
    return Admission.TAKEN;
  }

  /** The task of that name that we hold. */
  synchronized Optional<Task> find(String task) {
    return Optional.ofNullable(held.get(task));
  }

  /** The task is over. A newer dispatch of it stays. */
  synchronized void release(Task task) {
    held.remove(task.id().task(), task);
    notifyAll();
  }

  /** Takes nothing from now on. */
  synchronized void drain() {
    draining = true;
  }

  synchronized boolean draining() {
    return draining;
  }

  synchronized List<Task> held() {
    return List.copyOf(held.values());
  }

  synchronized int total() {
    return total;
  }

  synchronized int free() {
    return draining ? 0 : Math.max(0, total - held.size());
  }

  /** Waits until nothing is held, or the time is over. Returns whether nothing is. */
  synchronized boolean awaitEmpty(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!held.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
