package io.tidemill.executor.statement;

import io.tidemill.executor.session.SessionLease;
import io.tidemill.executor.session.SessionState;
import io.tidemill.executor.session.SessionStatus;
import io.tidemill.executor.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches a statement until it is over, or must be ended, or its session is gone. Thread-safe. */
public final class StatementWatch {
  private static final Duration SESSION_CHECK = Duration.ofSeconds(15);
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(30);

  private final StatementApi api;
  private final Sessions sessions;
  private final PollSchedule schedule;
  private final Duration expected;
  private final Clock clock;

  /**
   * @param expected learned duration of the statements to be watched; zero where unknown
   */
  public StatementWatch(
      StatementApi api, Sessions sessions, PollSchedule schedule, Duration expected, Clock clock) {
    this.api = api;
    this.sessions = sessions;
    this.schedule = schedule;
    this.expected = expected;
    this.clock = clock;
  }

  /** How the watch ended. */
  enum End {
    OVER,
    CANCELLED,
    TIMED_OUT,
    GONE,
    LEFT_RUNNING
  }

  /** What was seen last. */
  record Seen(End end, @Nullable StatementStatus last) {

    StatementStatus status() {
      return Objects.requireNonNull(last, "a statement that is over was seen");
    }
  }

  Seen untilOver(
      SessionLease lease,
      int id,
      Instant sent,
      Duration timeout,
      Interruption interruption,
      AttemptJournal journal) {
    return untilOver(lease.region(), lease.sessionId(), id, sent, timeout, interruption, journal);
  }

  Seen untilOver(
      String region,
      String sessionId,
      int id,
      Instant sent,
      Duration timeout,
      Interruption interruption,
      AttemptJournal journal) {
    Instant checked = sent;
    while (true) {
      Duration elapsed = Duration.between(sent, clock.instant());
      Interruption.Wish wish = pause(schedule.next(elapsed, expected), interruption);
      if (wish == Interruption.Wish.HAND_BACK_NOW) {
        return new Seen(End.LEFT_RUNNING, null);
      }
      Optional<StatementStatus> found = api.find(region, sessionId, id);
      if (found.isEmpty()) {
        return new Seen(End.GONE, null);
      }
      StatementStatus status = found.get();
      if (status.state().over()) {
        return over(status, wish);
      }
      if (wish == Interruption.Wish.CANCEL) {
        return cancel(region, sessionId, id, End.CANCELLED);
      }
      if (Duration.between(sent, clock.instant()).compareTo(timeout) > 0) {
        return cancel(region, sessionId, id, End.TIMED_OUT);
      }
      if (Duration.between(checked, clock.instant()).compareTo(SESSION_CHECK) > 0) {
        checked = clock.instant();
        if (!alive(region, sessionId)) {
          return new Seen(End.GONE, status);
        }
      }
      if (status.progress() != null && status.progress() > 0) {
        journal.progressed(status.progress(), "running");
      }
    }
  }

  /** Over, but not by itself: whoever cancelled it, its effect is in doubt. */
  private static Seen over(StatementStatus status, Interruption.Wish wish) {
    if (status.state() == StatementStatus.State.AVAILABLE) {
      return new Seen(End.OVER, status);
    }
    return new Seen(wish == Interruption.Wish.CANCEL ? End.CANCELLED : End.GONE, status);
  }

  /**
   * Cancels and waits until Glue confirms; what ended by itself in that moment is over, not
   * cancelled.
   */
  private Seen cancel(String region, String sessionId, int id, End reason) {
    api.cancel(region, sessionId, id);
    Instant asked = clock.instant();
    Interruption nobody = new Interruption();
    while (Duration.between(asked, clock.instant()).compareTo(CANCEL_PATIENCE) < 0) {
      Optional<StatementStatus> status = api.find(region, sessionId, id);
      if (status.isEmpty()) {
        return new Seen(reason, null);
      }
      if (status.get().state().over()) {
        boolean itself =
            status.get().state() == StatementStatus.State.AVAILABLE && !status.get().failed();
        return new Seen(itself ? End.OVER : reason, status.get());
      }
      pause(schedule.next(Duration.between(asked, clock.instant()), Duration.ZERO), nobody);
    }
    return new Seen(reason, null);
  }

  private boolean alive(String region, String sessionId) {
    return sessions
        .find(region, sessionId)
        .map(SessionStatus::state)
        .orElse(SessionState.STOPPED)
        .alive();
  }

  private static Interruption.Wish pause(Duration wait, Interruption interruption) {
    try {
      return interruption.await(wait, Interruption.Wish.HAND_BACK_BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Interruption.Wish.HAND_BACK_NOW;
    }
  }
}
