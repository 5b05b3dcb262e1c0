package io.tidemill.executor.session;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the session pool behaves.
 *
 * @param min sessions kept warm per session spec in use
 * @param max sessions at most, over all specs; 0: as many as the executor has slots
 * @param idleRelease how long a session may be idle before it is stopped; Glue's own idle timeout
 *     is the net below
 * @param billingFloor the least a session is billed for: it is not stopped before, the time is paid
 *     anyway
 * @param provisioningTimeout how long a session may take to become READY where the profile does not
 *     say
 * @param healthCheckAfter idle time after which a session is asked whether it lives before it is
 *     given out
 * @param maxErrors platform errors in a row after which a session is retired
 * @param onShutdown what becomes of idle sessions when the executor ends: STOP, or KEEP for the
 *     next one to adopt
 */
public record PoolProperties(
    @DefaultValue("0") int min,
    @DefaultValue("0") int max,
    @DefaultValue("5m") Duration idleRelease,
    @DefaultValue("60s") Duration billingFloor,
    @DefaultValue("2m") Duration provisioningTimeout,
    @DefaultValue("60s") Duration healthCheckAfter,
    @DefaultValue("2") int maxErrors,
    @DefaultValue("STOP") OnShutdown onShutdown) {

  /** What becomes of idle sessions when the executor ends. */
  public enum OnShutdown {
    STOP,
    KEEP
  }
}
