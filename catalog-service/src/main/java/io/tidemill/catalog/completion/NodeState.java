package io.tidemill.catalog.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one node in one environment: bounded by the number of nodes, however many
 * runs there are.
 *
 * @param handled ids of the last events handled, the newest last
 * @param location where its data were when it was last built; null for views and where it never was
 */
record NodeState(List<String> handled, @Nullable String location) {
  /** Events of a node arrive in order, so a repetition is one of its last few. */
  private static final int REMEMBERED = 32;

  static final NodeState NONE = new NodeState(List.of(), null);

  NodeState {
    handled = List.copyOf(handled);
  }

  NodeState with(String eventId, @Nullable String newLocation) {
    List<String> ids = new ArrayList<>(handled);
    ids.add(eventId);
    int surplus = Math.max(0, ids.size() - REMEMBERED);
    return new NodeState(
        ids.subList(surplus, ids.size()), newLocation == null ? location : newLocation);
  }
}
