package io.tidemill.orchestration.dispatch;

import io.tidemill.orchestration.run.ErrorClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often and after how long a failed try is repeated, by who is to blame. A class that is not
 * listed is never repeated: a user's error and a bug of ours end the same way the second time.
 */
public record RetryPolicy(Map<ErrorClass, Rule> rules) {

  /**
   * One class's rule.
   *
   * @param attempts tries in all, the first included
   * @param first the wait before the second try; doubles from then on
   * @param longest the longest wait
   */
  public record Rule(int attempts, Duration first, Duration longest) {}

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          Map.of(
              ErrorClass.PLATFORM, new Rule(4, Duration.ofSeconds(2), Duration.ofMinutes(2)),
              ErrorClass.CAPACITY, new Rule(10, Duration.ofSeconds(10), Duration.ofMinutes(5))));

  public RetryPolicy {
    rules = rules.isEmpty() ? Map.of() : new EnumMap<>(rules);
  }

  /** Whether another try follows the given one. */
  public boolean repeats(ErrorClass errorClass, int attempt) {
    Rule rule = rules.get(errorClass);
    return rule != null && attempt < rule.attempts();
  }

  /**
   * The wait after the given try: between half and all of the doubled wait, by chance, so that
   * tasks that failed together do not return together.
   *
   * @param chance from 0 (included) to 1 (excluded)
   */
  public Duration backOff(ErrorClass errorClass, int attempt, double chance) {
    Rule rule = rules.get(errorClass);
    if (rule == null) {
      return Duration.ZERO;
    }
    int doublings = Math.min(attempt - 1, 20);
    long most = Math.min(rule.first().toMillis() << doublings, rule.longest().toMillis());
    return Duration.ofMillis(Math.round(most * (0.5 + chance / 2)));
  }
}
