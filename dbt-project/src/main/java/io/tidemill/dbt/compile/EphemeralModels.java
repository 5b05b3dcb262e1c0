package io.tidemill.dbt.compile;

import io.tidemill.dbt.compile.CompiledNode.ExtraCte;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts the SQL of ephemeral models, as common table expressions, in front of the SQL that names
 * them.
 */
final class EphemeralModels {
  private static final String PREFIX = "__dbt__cte__";

  /**
   * A node rendered without its ephemeral parents.
   *
   * @param ephemerals unique ids of those it names, in order
   */
  record Rendered(String sql, Set<String> ephemerals) {}

  private final Function<String, Rendered> render;
  private final Function<String, ManifestNode> nodes;

  /**
   * @param render renders an ephemeral model by unique id
   */
  EphemeralModels(Function<String, Rendered> render, Function<String, ManifestNode> nodes) {
    this.render = render;
    this.nodes = nodes;
  }

  static String cteName(ManifestNode node) {
    return PREFIX + node.alias();
  }

  /** What a node needs in front of it, each after what it needs itself. */
  List<ExtraCte> expressions(Rendered rendered) {
    Map<String, String> expressions = new LinkedHashMap<>();
    collect(rendered.ephemerals(), expressions);
    List<ExtraCte> ordered = new ArrayList<>();
    expressions.forEach((id, sql) -> ordered.add(new ExtraCte(id, sql)));
    return ordered;
  }

  private void collect(Set<String> ephemerals, Map<String, String> expressions) {
    for (String id : ephemerals) {
      Rendered parent = render.apply(id);
      collect(parent.ephemerals(), expressions);
      expressions.put(id, " " + cteName(nodes.apply(id)) + " as (\n" + parent.sql() + "\n)");
    }
  }
}
