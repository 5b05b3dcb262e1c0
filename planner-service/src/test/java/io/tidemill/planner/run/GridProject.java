package io.tidemill.planner.run;

import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.engine.Project;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Layers of models, each with some parents in the layer before. */
final class GridProject implements Project {

  private final Dag dag;

  GridProject(int layers, int width, int parents) {
    List<DagNode> nodes = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      for (int column = 0; column < width; column++) {
        List<NodeId> above = new ArrayList<>();
        for (int parent = 0; layer > 0 && parent < parents; parent++) {
          above.add(id(layer - 1, (column + parent) % width));
        }
        nodes.add(DagNode.of(id(layer, column), NodeKind.MODEL, above));
      }
    }
    dag = Dag.of(nodes);
  }

  @Override
  public Dag dag() {
    return dag;
  }

  @Override
  public List<Match> match(Trigger trigger) {
    return List.of();
  }

  @Override
  public Set<NodeId> select(RunRequest request) {
    Set<NodeId> all = new LinkedHashSet<>();
    dag.nodes().forEach(node -> all.add(node.id()));
    return all;
  }

  private static NodeId id(int layer, int column) {
    return new NodeId("model.grid.l" + layer + "_c" + column);
  }
}
