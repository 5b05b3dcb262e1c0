package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code config} at run time: calls say nothing new, questions are answered from the manifest. */
final class RunConfig implements JinjaCallable {
  private final ManifestNode node;

  RunConfig(ManifestNode node) {
    this.node = node;
  }

  @Override
  public Object call(CallArguments arguments) {
    return "";
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "get" -> (JinjaCallable) arguments -> get(arguments, node.config().values());
      case "require" -> (JinjaCallable) arguments -> require(arguments, node.config().values());
      case "meta_get" -> (JinjaCallable) arguments -> get(arguments, node.config().meta());
      case "meta_require" -> (JinjaCallable) arguments -> require(arguments, node.config().meta());
      case "set" -> (JinjaCallable) arguments -> "";
      case "persist_relation_docs" -> (JinjaCallable) arguments -> persists("relation");
      case "persist_column_docs" -> (JinjaCallable) arguments -> persists("columns");
      case "model" -> ModelObject.of(node);
      default -> Missing.MISSING;
    };
  }

  private static String name(CallArguments arguments, String function) {
    return PythonValues.str(Arguments.required(arguments, 0, "name", function));
  }

  // A config that dbt knows is always there, if only as None; the default is for keys it does not
  // know.
  private static @Nullable Object get(CallArguments arguments, Map<String, Object> values) {
    String name = name(arguments, "get");
    String key = values.containsKey(name) ? name : name.replace('_', '-');
    return values.containsKey(key) && (key.equals(name) || key.endsWith("-hook"))
        ? values.get(key)
        : arguments.get(1, "default");
  }

  private @Nullable Object require(CallArguments arguments, Map<String, Object> values) {
    String name = name(arguments, "require");
    if (!values.containsKey(name)) {
      throw Arguments.compilation(
          "Model '"
              + node.uniqueId()
              + "' does not define a required config parameter '"
              + name
              + "'.");
    }
    return values.get(name);
  }

  private boolean persists(String what) {
    return node.config().get("persist_docs") instanceof Map<?, ?> persist
        && Boolean.TRUE.equals(persist.get(what));
  }

  @Override
  public String pythonType() {
    return "RuntimeConfigObject";
  }
}
