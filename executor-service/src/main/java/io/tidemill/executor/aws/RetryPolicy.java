package io.tidemill.executor.aws;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How often, how soon and after which errors a call is made again. Errors that are the caller's
 * fault (InvalidInput, AccessDenied, AlreadyExists ...) are in none of the sets and never retried.
 *
 * @param attempts calls in all
 * @param first wait before the second call; doubles from there
 * @param longest wait at most
 * @param errors error codes after which the call is made again
 * @param network whether a broken connection or a lost answer is one of them
 */
public record RetryPolicy(
    int attempts, Duration first, Duration longest, Set<String> errors, boolean network) {

  private static final Set<String> REFUSED_FOR_LOAD =
      Set.of(
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "SlowDown");
  private static final Set<String> TRANSIENT =
      Set.of(
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "SlowDown",
          "OperationTimeoutException",
          "InternalServiceException",
          "InternalFailure",
          "ServiceUnavailable",
          "ServiceUnavailableException");
  private static final Set<String> TRANSIENT_OR_CONTENDED =
      plus(TRANSIENT, "ConcurrentModificationException");

  /** Reading again is harmless. */
  public static final RetryPolicy READ =
      new RetryPolicy(8, Duration.ofMillis(100), Duration.ofSeconds(5), TRANSIENT, true);

  /** A change that gives the same result when it is made twice. */
  public static final RetryPolicy IDEMPOTENT_WRITE =
      new RetryPolicy(
          8, Duration.ofMillis(100), Duration.ofSeconds(5), TRANSIENT_OR_CONTENDED, true);

  /** A change that must not be made twice: again only when AWS surely did not begin. */
  public static final RetryPolicy ONLY_WHEN_REFUSED =
      new RetryPolicy(8, Duration.ofMillis(100), Duration.ofSeconds(5), REFUSED_FOR_LOAD, false);

  public RetryPolicy {
    errors = Set.copyOf(errors);
  }

  /**
   * Wait after the given failed call (from 1): half fixed, half random, so that callers do not
   * return together.
   */
  public Duration delay(int failedCalls, RandomGenerator random) {
    long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failedCalls - 1, 16));
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  private static Set<String> plus(Set<String> set, String more) {
    Set<String> all = new HashSet<>(set);
    all.add(more);
    return Set.copyOf(all);
  }
}
