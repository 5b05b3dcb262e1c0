package io.tidemill.dbt.compile;

import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.NodeConfig;
import java.util.List;

/**
 * A node rendered for one execution.
 *
 * @param node the manifest's node
 * @param compiledCode its SQL, or its Python, with ephemeral parents injected as common table
 *     expressions
 * @param preHooks SQL to run before, in order; empty ones left out
 * @param postHooks SQL to run after, in order, as rendered before the run
 * @param relation what {@code this} is
 * @param config the node's config, as rendered at run time
 * @param extraCtes the ephemeral parents that were injected, in order
 */
public record CompiledNode(
    ManifestNode node,
    String compiledCode,
    List<String> preHooks,
    List<String> postHooks,
    RelationName relation,
    NodeConfig config,
    List<ExtraCte> extraCtes) {

  public CompiledNode {
    preHooks = List.copyOf(preHooks);
    postHooks = List.copyOf(postHooks);
    extraCtes = List.copyOf(extraCtes);
  }

  /** A node without ephemeral parents. */
  public CompiledNode(
      ManifestNode node,
      String compiledCode,
      List<String> preHooks,
      List<String> postHooks,
      RelationName relation,
      NodeConfig config) {
    this(node, compiledCode, preHooks, postHooks, relation, config, List.of());
  }

  /**
   * An ephemeral model as a common table expression.
   *
   * @param sql name and body, as it stands in the {@code with}
   */
  public record ExtraCte(String uniqueId, String sql) {}
}
