package io.tidemill.dbt.jinja;

import java.util.function.Supplier;

/** The bounds of the render that is running on a thread, shared by all macros it calls. */
final class RenderState {

  private static final ThreadLocal<RenderState> CURRENT = new ThreadLocal<>();

  /** How many loop steps and calls pass between looks at the clock. */
  private static final int CHECK_EVERY = 1024;

  private final RenderLimits limits;
  private final long deadline;
  private int steps;
  private int depth;

  private RenderState(RenderLimits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.maxTime().toNanos();
  }

  /** Runs work under the state of the render that encloses it, or under a new one. */
  static <T> T within(RenderLimits limits, java.util.function.Function<RenderState, T> work) {
    RenderState running = CURRENT.get();
    if (running != null) {
      return work.apply(running);
    }
    RenderState state = new RenderState(limits);
    CURRENT.set(state);
    try {
      return work.apply(state);
    } catch (StackOverflowError overflow) {
      throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded", overflow);
    } finally {
      CURRENT.remove();
    }
  }

  /** Counts one call for the time of some work. */
  <T> T nested(Supplier<T> work) {
    if (depth >= limits.maxDepth()) {
      throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded");
    }
    depth++;
    try {
      step();
      return work.get();
    } catch (StackOverflowError overflow) {
      throw new JinjaException(ErrorKind.RECURSION, "maximum recursion depth exceeded", overflow);
    } finally {
      depth--;
    }
  }

  /** Counts one step of a loop. */
  void step() {
    if (++steps % CHECK_EVERY != 0) {
      return;
    }
    if (limits.cancelled().getAsBoolean()) {
      throw new JinjaException(
          ErrorKind.LIMIT, "Expected the render to complete, but it was cancelled");
    }
    if (System.nanoTime() - deadline > 0) {
      throw new JinjaException(
          ErrorKind.LIMIT,
          "Expected the render to take at most " + limits.maxTime() + ", but it is still running");
    }
  }

  /** Fails when a string of this length exceeds the bound. */
  void checkLength(long length) {
    if (length > limits.maxOutput()) {
      throw new JinjaException(
          ErrorKind.LIMIT,
          "Expected at most " + limits.maxOutput() + " characters of output, but there are more");
    }
  }
}
