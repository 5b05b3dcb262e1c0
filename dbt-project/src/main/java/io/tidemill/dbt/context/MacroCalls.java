package io.tidemill.dbt.context;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which macros a node calls itself, as opposed to those its macros call. One render, one thread.
 */
public final class MacroCalls {
  private final Set<String> direct = new LinkedHashSet<>();
  private int depth;

  void enter(String uniqueId) {
    if (depth == 0) {
      direct.add(uniqueId);
    }
    depth++;
  }

  void leave() {
    depth--;
  }

  /** Unique ids in order of first call. */
  public Set<String> direct() {
    return direct;
  }
}
