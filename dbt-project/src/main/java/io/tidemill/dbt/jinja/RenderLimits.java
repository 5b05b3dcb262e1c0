package io.tidemill.dbt.jinja;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Bounds on one render; exceeding one raises {@link JinjaException} of kind LIMIT, or RECURSION for
 * the depth.
 *
 * @param maxDepth nested macro calls
 * @param maxOutput characters of output and of any single string made on the way
 * @param maxTime time from the start of the render
 * @param cancelled asked now and then; true stops the render
 */
public record RenderLimits(
    int maxDepth, long maxOutput, Duration maxTime, BooleanSupplier cancelled) {

  /**
   * 150 nested calls (about Python's recursion limit), 256 Mi characters, five minutes, never
   * cancelled.
   */
  public static final RenderLimits DEFAULT =
      new RenderLimits(150, 256L << 20, Duration.ofMinutes(5), () -> false);

  /** These limits with another cancellation check. */
  public RenderLimits withCancellation(BooleanSupplier check) {
    return new RenderLimits(maxDepth, maxOutput, maxTime, check);
  }
}
