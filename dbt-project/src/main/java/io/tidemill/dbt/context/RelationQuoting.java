package io.tidemill.dbt.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parts of a relation's name are quoted: nothing, unless the project or the node says so. */
public final class RelationQuoting {
  private RelationQuoting() {}

  /**
   * @param project the {@code quoting} of dbt_project.yml
   * @param node the {@code quoting} of the node, over it
   */
  public static Relation.Parts of(Map<String, Object> project, @Nullable Object node) {
    Map<?, ?> own = node instanceof Map<?, ?> map ? map : Map.of();
    return new Relation.Parts(
        part(project, own, "database"),
        part(project, own, "schema"),
        part(project, own, "identifier"));
  }

  private static boolean part(Map<?, ?> project, Map<?, ?> node, String name) {
    Object value = node.get(name) == null ? project.get(name) : node.get(name);
    return Boolean.TRUE.equals(value);
  }
}
