package io.tidemill.orchestration.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.orchestration.engine.TestProject;
import io.tidemill.orchestration.id.NodeId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunGraphTest {

  private final TestProject project =
      new TestProject()
          .model("a")
          .model("b", "a")
          .add(NodeKind.EPHEMERAL, "e", "b")
          .model("c", "e")
          .model("d", "a")
          .add(NodeKind.TEST, "test_a", "a")
          .add(NodeKind.TEST, "test_b_d", "b", "d")
          .model("z", "b", "d")
          .add(NodeKind.UNIT_TEST, "unit_c", "c");

  @Test
  void anEphemeralModelIsNoTaskButConnectsThoseAboveItToThoseBelow() {
    RunGraph graph = graph(Verb.RUN, "a", "b", "e", "c");

    assertThat(graph.nodes()).doesNotContain(project.byName("e"));
    assertThat(parents(graph, "c")).containsExactly("b");
  }

  @Test
  void nodesConnectedThroughOneThatIsNotSelectedKeepTheirOrder() {
    assertThat(parents(graph(Verb.RUN, "a", "c"), "c")).containsExactly("a");
  }

  @Test
  void underBuildATestStandsBetweenItsModelAndTheModelsChildren() {
    RunGraph graph = graph(Verb.BUILD, "a", "b", "d", "test_a");

    assertThat(parents(graph, "b")).containsExactlyInAnyOrder("a", "test_a");
    assertThat(parents(graph, "test_a")).containsExactly("a");
  }

  @Test
  void aTestOfTwoModelsGatesOnlyWhatDependsOnBoth() {
    RunGraph graph = graph(Verb.BUILD, "a", "b", "d", "c", "z", "test_b_d");

    assertThat(parents(graph, "z")).contains("test_b_d");
    assertThat(parents(graph, "c")).doesNotContain("test_b_d");
  }

  @Test
  void aGateReachesPastNodesThatAreNotSelected() {
    assertThat(parents(graph(Verb.BUILD, "a", "c", "test_a"), "c")).contains("test_a");
  }

  @Test
  void aUnitTestComesBeforeItsModelAndAfterTheModelsParents() {
    RunGraph graph = graph(Verb.BUILD, "b", "e", "c", "unit_c");

    assertThat(parents(graph, "c")).contains("unit_c");
    assertThat(parents(graph, "unit_c")).doesNotContain("c");
    assertThat(graph.inOrder().indexOf(project.byName("unit_c")))
        .isLessThan(graph.inOrder().indexOf(project.byName("c")));
  }

  @Test
  void testDoesNotWaitForModels() {
    RunGraph graph = graph(Verb.TEST, "a", "b", "test_a", "unit_c");

    assertThat(graph.nodes()).hasSize(2);
    assertThat(parents(graph, "test_a")).isEmpty();
  }

  @Test
  void refusesNodesThatDependOnEachOtherInACircle() {
    NodeId a = new NodeId("model.p.a");
    NodeId b = new NodeId("model.p.b");

    assertThatThrownBy(
            () ->
                Dag.of(
                    List.of(
                        DagNode.of(a, NodeKind.MODEL, List.of(b)),
                        DagNode.of(b, NodeKind.MODEL, List.of(a)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("circle")
        .hasMessageContaining("model.p.a");
  }

  private RunGraph graph(Verb verb, String... selected) {
    return RunGraph.of(project.dag(), Arrays.stream(selected).map(project::byName).toList(), verb);
  }

  private Set<String> parents(RunGraph graph, String name) {
    return graph.parents(project.byName(name)).stream()
        .map(id -> graph.node(id).name())
        .collect(Collectors.toSet());
  }
}
