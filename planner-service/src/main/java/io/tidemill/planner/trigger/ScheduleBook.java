package io.tidemill.planner.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which schedules are due. It knows up to when each was dealt with; a schedule it has never
 * seen starts now.
 *
 * <p>Pure but for its own memory; used by one thread.
 */
final class ScheduleBook {
  /** A time that is dealt with later than this was missed; up to it the planner was merely slow. */
  static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Map<String, Instant> settled;

  ScheduleBook(Map<String, Instant> settled) {
    this.settled = new HashMap<>(settled);
  }

  /** The firings due by now, oldest first; at most one a schedule, for its latest time. */
  List<Firing> due(Collection<Schedule> schedules, Instant now) {
    List<Firing> due = new ArrayList<>();
    for (Schedule schedule : schedules) {
      Instant since = settled.computeIfAbsent(schedule.name(), unseen -> now);
      latest(schedule, since, now).ifPresent(time -> due.add(firing(schedule, time, now)));
    }
    due.sort((a, b) -> a.time().compareTo(b.time()));
    return due;
  }

  private static Optional<Instant> latest(Schedule schedule, Instant since, Instant now) {
    Optional<Instant> latest = Optional.empty();
    Optional<Instant> next = schedule.next(since);
    while (next.isPresent() && !next.get().isAfter(now)) {
      latest = next;
      next = schedule.next(next.get());
    }
    return latest;
  }

  private static Firing firing(Schedule schedule, Instant time, Instant now) {
    boolean missed = Duration.between(time, now).compareTo(TOLERANCE) > 0;
    return new Firing(schedule, time, !missed || schedule.misfire() == Misfire.RUN_ONCE);
  }

  /** Notes that a firing needs no more attention. */
  void settle(Firing firing) {
    settled.put(firing.schedule().name(), firing.time());
  }

  /** When to look again at the latest: the earliest next time. */
  Optional<Instant> next(Collection<Schedule> schedules, Instant now) {
    return schedules.stream()
        .flatMap(schedule -> schedule.next(now).stream())
        .min(Instant::compareTo);
  }

  /** Up to when each schedule is dealt with, for keeping. */
  Map<String, Instant> settled() {
    return Map.copyOf(settled);
  }

  /**
   * A scheduled time that has come.
   *
   * @param fires whether it is to be fired; otherwise its policy says to skip it
   */
  record Firing(Schedule schedule, Instant time, boolean fires) {}
}
