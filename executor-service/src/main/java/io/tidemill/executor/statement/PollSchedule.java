package io.tidemill.executor.statement;

import java.time.Duration;

/**
 * When to look at a statement next. Pure.
 *
 * <p>A short one is noticed within tens of milliseconds; a long one is asked about ever more
 * rarely, so that looking late costs at most a quarter of what it took and a statement costs a
 * handful of calls. Where the duration has been learned, the looks gather around its expected end.
 *
 * @param first wait before the first look
 * @param longest wait at most
 */
public record PollSchedule(Duration first, Duration longest) {

  /** What suits Glue. */
  public static final PollSchedule DEFAULT =
      new PollSchedule(Duration.ofMillis(40), Duration.ofSeconds(2));

  /**
   * Wait before the next look.
   *
   * @param elapsed time since the statement was sent
   * @param expected learned duration; zero where unknown
   */
  public Duration next(Duration elapsed, Duration expected) {
    long growing = Math.max(first.toMillis(), elapsed.toMillis() / 3);
    long left = expected.minus(elapsed).toMillis();
    // Halfway to the expected end while that is far; the learned duration may be wrong.
    long wait = left > growing ? Math.max(growing, left / 2) : growing;
    return Duration.ofMillis(Math.min(wait, longest.toMillis()));
  }
}
