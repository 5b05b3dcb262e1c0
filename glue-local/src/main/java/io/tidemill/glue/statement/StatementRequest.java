package io.tidemill.glue.statement;

import java.util.List;
import java.util.Map;

/**
 * A statement in the protocol.
 *
 * @param attempt the caller's name for this try; shows up in the engine's job descriptions
 * @param maxRows how many rows of a step's result are returned at most
 * @param maxBytes how large the rows of a step may become as JSON
 * @param conf settings for the time of this statement, or of the session when installing
 */
public record StatementRequest(
    Operation operation,
    String attempt,
    int maxRows,
    long maxBytes,
    Map<String, String> conf,
    List<Step> steps) {
  public StatementRequest {
    conf = Map.copyOf(conf);
    steps = List.copyOf(steps);
  }

  /** What is asked for. */
  public enum Operation {
    /** Make the helper ready, and set the configuration for the rest of the session. */
    INSTALL,
    /** Keep a piece of a request that is too long for one statement. */
    PART,
    /** Run the steps in order. */
    RUN
  }
}
