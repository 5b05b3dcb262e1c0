package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Materializations of the project and its packages. */
final class CustomMaterialization {
  private static final List<String> ADAPTERS = List.of("glue", "spark", "default");

  private CustomMaterialization() {}

  /** The user's macro for the node's materialization, if there is one. */
  static @Nullable ProjectMacro find(MacroLibrary macros, ManifestNode node) {
    String name = "materialization_" + node.config().materialized() + "_";
    for (String adapter : ADAPTERS) {
      ProjectMacro macro = macros.resolve(node.packageName(), name + adapter);
      if (macro == null) {
        macro = macros.find(node.packageName(), name + adapter);
      }
      if (macro != null && !MacroLibrary.INTERNAL_PACKAGES.contains(macro.packageName())) {
        return macro;
      }
    }
    return null;
  }

  static List<RelationName> run(MacroLibrary macros, ManifestNode node, RunScope scope) {
    ProjectMacro macro = find(macros, node);
    if (macro == null) {
      throw Arguments.compilation(
          "No materialization '"
              + node.config().materialized()
              + "' was found for adapter glue! (searched types 'default' and 'glue')");
    }
    Object result = scope.bind(macro).call(CallArguments.NONE);
    List<RelationName> relations = new ArrayList<>();
    if (result instanceof PyDict returned && returned.get("relations") != null) {
      for (Object item : PythonValues.toList(returned.get("relations"))) {
        if (item instanceof Relation relation) {
          relations.add(
              new RelationName(
                  relation.database(),
                  relation.schema() == null ? "" : relation.schema(),
                  relation.identifier() == null ? "" : relation.identifier()));
        }
      }
    }
    return relations;
  }
}
