package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.state.Change;
import java.util.List;

/**
 * What follows from one input.
 *
 * @param events what was decided, in order
 * @param changes the rows that the events leave different, each once; writing them is the same as
 *     applying the events
 * @param effects what to tell others, in order
 */
public record Decision(List<Event> events, List<Change<?>> changes, List<Effect> effects) {

  public Decision {
    events = List.copyOf(events);
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }
}
