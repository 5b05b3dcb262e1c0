package io.tidemill.executor.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes calls to AWS: counts each on its payer's account and repeats it as its {@link RetryPolicy}
 * says. The last failure is thrown as AWS gave it; callers that know better handle it, all others
 * translate it with {@link AwsErrors}.
 *
 * <p>Thread-safe.
 */
public final class AwsCaller {
  private static final Logger log = LoggerFactory.getLogger(AwsCaller.class);

  private final CallMeter meter;
  private final Sleeper sleeper;
  private final MeterRegistry metrics;

  public AwsCaller(MeterRegistry metrics, Sleeper sleeper) {
    this(CallMeter.NONE, metrics, sleeper);
  }

  private AwsCaller(CallMeter meter, MeterRegistry metrics, Sleeper sleeper) {
    this.meter = meter;
    this.metrics = metrics;
    this.sleeper = sleeper;
  }

  /** The same, counting on {@code payer}'s account as well. */
  public AwsCaller on(CallMeter payer) {
    return new AwsCaller(payer, metrics, sleeper);
  }

  /**
   * Makes the call.
   *
   * @param action AWS's name of the action
   * @throws SdkException the last failure
   */
  public <T> T call(String action, RetryPolicy policy, Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      meter.called(action);
      try {
        T answer = call.get();
        count(action, "ok");
        return answer;
      } catch (SdkException e) {
        count(action, errorCode(e));
        if (attempt >= policy.attempts() || !retryable(policy, e)) {
          throw e;
        }
        Duration delay = policy.delay(attempt, ThreadLocalRandom.current());
        log.debug("{} failed ({}), trying again in {}", action, errorCode(e), delay);
        pause(delay, e);
      }
    }
  }

  /** AWS's code for a failure, or the class of the client-side one. */
  public static String errorCode(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code = service.awsErrorDetails().errorCode();
      return code == null ? "HTTP " + service.statusCode() : code;
    }
    return e instanceof SdkClientException ? "Network" : e.getClass().getSimpleName();
  }

  private static boolean retryable(RetryPolicy policy, SdkException e) {
    if (e instanceof AwsServiceException service) {
      return policy.errors().contains(errorCode(e))
          || (policy.network() && service.statusCode() >= 500);
    }
    return policy.network();
  }

  private void pause(Duration delay, SdkException reason) {
    try {
      sleeper.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reason.addSuppressed(e);
      throw reason;
    }
  }

  private void count(String action, String outcome) {
    metrics.counter("tidemill.aws.calls", "action", action, "outcome", outcome).increment();
  }
}
