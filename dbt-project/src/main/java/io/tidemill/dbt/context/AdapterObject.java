package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PythonValues;
import org.jspecify.annotations.Nullable;

/** {@code adapter}: what is the same while parsing and while running. */
public abstract class AdapterObject implements JinjaObject {
  private final NodeScope scope;

  protected AdapterObject(NodeScope scope) {
    this.scope = scope;
  }

  @Override
  public final @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "dispatch" -> (JinjaCallable) this::dispatch;
      case "Relation" -> RelationClass.OBJECT;
      case "Column" -> ColumnClass.OBJECT;
      case "type" -> (JinjaCallable) arguments -> "glue";
      case "quote" ->
          (JinjaCallable) arguments -> "`" + Arguments.text(arguments, 0, "identifier") + "`";
      case "quote_as_configured", "quote_seed_column" ->
          (JinjaCallable) arguments -> Arguments.text(arguments, 0, "identifier");
      case "commit" -> (JinjaCallable) arguments -> "";
      case "convert_type" -> (JinjaCallable) arguments -> "string";
      case "get_custom_iceberg_catalog_namespace" ->
          (JinjaCallable) arguments -> icebergNamespace();
      default -> method(name);
    };
  }

  private Object dispatch(CallArguments arguments) {
    String name = PythonValues.str(Arguments.required(arguments, 0, "macro_name", "dispatch"));
    if (Arguments.optional(arguments, 2, "packages") != null) {
      throw Arguments.compilation(
          "The \"packages\" argument of adapter.dispatch() has been deprecated.\nUse the"
              + " \"macro_namespace\" argument instead.\n\nRaised during dispatch for: "
              + name);
    }
    String namespace = Arguments.text(arguments, 1, "macro_namespace");
    return scope.bind(scope.library().dispatch(scope.packageName(), name, namespace));
  }

  /**
   * A method that differs between parsing and running; {@link Missing#MISSING} when dbt has none of
   * this name.
   */
  protected abstract @Nullable Object method(String name);

  protected abstract String icebergNamespace();

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public String pythonType() {
    return "DatabaseWrapper";
  }
}
