package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Keeps triggers in memory, and fails when told to. */
final class FakeTriggerLog implements TriggerLog {
  private final List<Trigger> triggers = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private RuntimeException failure;
  private int failures;

  @Override
  public synchronized void append(List<Trigger> added) {
    if (failure != null) {
      failures++;
      throw failure;
    }
    triggers.addAll(added);
  }

  @Override
  public synchronized void reject(String origin, String body, String reason) {
    if (failure != null) {
      failures++;
      throw failure;
    }
    rejected.add(body);
  }

  synchronized void fail(RuntimeException with) {
    failure = with;
  }

  synchronized void recover() {
    failure = null;
  }

  synchronized List<Trigger> triggers() {
    return List.copyOf(triggers);
  }

  synchronized List<String> rejected() {
    return List.copyOf(rejected);
  }

  synchronized int failures() {
    return failures;
  }
}
