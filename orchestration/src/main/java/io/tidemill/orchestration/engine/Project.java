package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import java.util.List;
import java.util.Set;

/**
 * One project version as planning sees it. Immutable: the same question always has the same answer.
 */
public interface Project {

  Dag dag();

  /** What the trigger means to this project; empty when it means nothing. */
  List<Match> match(Trigger trigger);

  /**
   * The nodes that a request selects; kinds of node that its verb does not run may be among them.
   *
   * @throws IllegalArgumentException when the request cannot be understood; the message is shown to
   *     who asked
   */
  Set<NodeId> select(RunRequest request);
}
