package io.tidemill.planner.project;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestResource;
import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.dag.DagNode;
import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.PartitionMapping;
import io.tidemill.orchestration.id.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Reduces a manifest to the graph that planning needs. */
final class ManifestDag {
  private ManifestDag() {}

  static Dag of(Manifest manifest) {
    List<DagNode> nodes = new ArrayList<>();
    manifest
        .sources()
        .values()
        .forEach(
            source ->
                nodes.add(DagNode.of(new NodeId(source.uniqueId()), NodeKind.SOURCE, List.of())));
    manifest.nodes().values().forEach(node -> nodes.add(node(node)));
    manifest.unitTests().values().forEach(test -> nodes.add(resource(test, NodeKind.UNIT_TEST)));
    return Dag.of(nodes);
  }

  private static DagNode node(ManifestNode node) {
    TidemillMeta meta = TidemillMeta.of(node.uniqueId(), node.meta());
    return new DagNode(
        new NodeId(node.uniqueId()),
        kind(node),
        node.name(),
        ids(node.dependsOn()),
        DagNode.ANY_SESSION,
        meta.text("pool").orElse(null),
        mapping(meta));
  }

  private static DagNode resource(ManifestResource resource, NodeKind kind) {
    return new DagNode(
        new NodeId(resource.uniqueId()),
        kind,
        resource.name(),
        ids(resource.dependsOn()),
        DagNode.ANY_SESSION,
        null,
        PartitionMapping.ALL);
  }

  private static NodeKind kind(ManifestNode node) {
    return switch (node.resourceType()) {
      case MODEL ->
          node.config().materialized().equals("ephemeral") ? NodeKind.EPHEMERAL : NodeKind.MODEL;
      case SEED -> NodeKind.SEED;
      case SNAPSHOT -> NodeKind.SNAPSHOT;
      case TEST -> NodeKind.TEST;
      default -> NodeKind.OTHER;
    };
  }

  private static PartitionMapping mapping(TidemillMeta meta) {
    return switch (meta.text("partitions").orElse("all")) {
      case "all" -> PartitionMapping.ALL;
      case "identity" -> PartitionMapping.IDENTITY;
      default -> throw meta.refusal("partitions", "all or identity");
    };
  }

  private static List<NodeId> ids(List<String> uniqueIds) {
    return uniqueIds.stream().map(NodeId::new).toList();
  }
}
