package io.tidemill.planner.api;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.planner.project.PlannedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes of a project, parents before children, with the edges among them. */
record NodeList(List<Node> nodes) {

  static NodeList of(PlannedProject project, List<String> select, List<String> exclude) {
    Set<NodeId> selected = select(project, select, exclude);
    List<Node> nodes = new ArrayList<>();
    for (DagNode node : project.dag().nodes()) {
      if (selected.contains(node.id())) {
        nodes.add(node(project.manifest(), node));
      }
    }
    return new NodeList(nodes);
  }

  private static Set<NodeId> select(
      PlannedProject project, List<String> select, List<String> exclude) {
    try {
      return project.select(
          new RunRequest(Verb.BUILD, select, exclude, null, "eager", "{}", false, false, "{}"));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("select", String.valueOf(e.getMessage()));
    }
  }

  private static Node node(Manifest manifest, DagNode node) {
    Optional<ManifestNode> details = manifest.node(node.id().value());
    return new Node(
        node.id().value(),
        node.name(),
        node.kind().resourceType(),
        details.map(ManifestNode::packageName).orElse(null),
        details.map(found -> found.config().materialized()).orElse(null),
        details.map(ManifestNode::schema).orElse(null),
        details.map(ManifestNode::alias).orElse(null),
        details.map(ManifestNode::originalFilePath).orElse(null),
        details.map(ManifestNode::tags).orElse(List.of()),
        node.parents().stream().map(NodeId::value).toList());
  }

  /** One node, in the words of dbt's manifest. */
  record Node(
      String uniqueId,
      String name,
      String resourceType,
      @Nullable String packageName,
      @Nullable String materialized,
      @Nullable String schema,
      @Nullable String alias,
      @Nullable String path,
      List<String> tags,
      List<String> dependsOn) {}
}
