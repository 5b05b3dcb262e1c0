package io.tidemill.glue.kernel;

import java.util.Map;

/** Opens the engine of a new session. */
@FunctionalInterface
public interface Kernels {
  /**
   * Opens a session's engine, waiting until there is one.
   *
   * @param arguments the session's default arguments
   * @throws InterruptedException if the session is given up meanwhile
   */
  SessionKernel open(String sessionId, Map<String, String> arguments) throws InterruptedException;
}
