package io.tidemill.dbt.compile;

import io.tidemill.dbt.jinja.PyTuple;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that on-run-end hooks see beyond all others. */
final class OnRunEnd {
  private OnRunEnd() {}

  static Map<String, Object> names(Manifest manifest, List<Map<String, Object>> results) {
    Set<String> schemas = new LinkedHashSet<>();
    Set<Object> databaseSchemas = new LinkedHashSet<>();
    List<Object> withNodes = new ArrayList<>();
    for (Map<String, Object> result : results) {
      Map<String, Object> entry = new LinkedHashMap<>(result);
      ManifestNode node = manifest.nodes().get(String.valueOf(result.get("unique_id")));
      if (node != null) {
        entry.put("node", node.content());
        boolean built = node.relationName() != null && "success".equals(result.get("status"));
        if (built && schemas.add(node.schema())) {
          String database = node.database() == null ? "" : node.database();
          databaseSchemas.add(PyTuple.of(database, node.schema()));
        }
      }
      withNodes.add(entry);
    }
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("results", withNodes);
    names.put("schemas", new ArrayList<>(schemas));
    names.put("database_schemas", new ArrayList<>(databaseSchemas));
    return names;
  }
}
