package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a project's files that are not read again.
 *
 * @param nodes faces of nodes by unique id
 * @param enabled faces of what can be referred to
 * @param disabled faces of what is disabled
 * @param uniqueIds of all nodes
 */
record Outside(
    Map<String, Map<String, Object>> nodes,
    List<Map<String, Object>> enabled,
    List<Map<String, Object>> disabled,
    Set<String> uniqueIds) {
  static final Outside NOTHING = new Outside(Map.of(), List.of(), List.of(), Set.of());

  @Nullable Map<String, Object> node(String uniqueId) {
    return nodes.get(uniqueId);
  }

  /** Two files define the same node: reading the whole project says so properly. */
  void refuse(String uniqueId) {
    if (uniqueIds.contains(uniqueId)) {
      throw ProjectException.of(
          ProblemKind.DUPLICATE_RESOURCE, "Found " + uniqueId + " in two files");
    }
  }
}
