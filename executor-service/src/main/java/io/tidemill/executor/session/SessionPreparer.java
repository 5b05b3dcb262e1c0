package io.tidemill.executor.session;

import java.util.Map;

/**
 * Makes a READY session usable: installs the statement helper and sets its settings. Proves that it
 * runs code.
 */
@FunctionalInterface
public interface SessionPreparer {

  /**
   * Prepares the session, again if it was before; waits for statements that run on it.
   *
   * @throws io.tidemill.executor.error.ExecutorException when the session does not run it
   */
  void prepare(String region, String sessionId, Map<String, String> conf);
}
