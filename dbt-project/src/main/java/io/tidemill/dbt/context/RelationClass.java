package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.JinjaObject;
import io.tidemill.dbt.jinja.Missing;
import org.jspecify.annotations.Nullable;

/** {@code api.Relation} and {@code adapter.Relation}: the class itself. */
enum RelationClass implements JinjaObject {
  OBJECT;

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "create" -> (JinjaCallable) RelationClass::create;
      case "Table" -> "table";
      case "View" -> "view";
      case "CTE" -> "cte";
      case "MaterializedView" -> "materialized_view";
      case "External" -> "external";
      case "get_relation_type" -> (JinjaCallable) arguments -> Arguments.text(arguments, 0, "type");
      case "add_ephemeral_prefix" ->
          (JinjaCallable) arguments -> Relation.CTE_PREFIX + Arguments.text(arguments, 0, "name");
      default -> Missing.MISSING;
    };
  }

  private static Object create(CallArguments arguments) {
    return Relation.of(
        Arguments.text(arguments, 0, "database"),
        Arguments.text(arguments, 1, "schema"),
        Arguments.text(arguments, 2, "identifier"),
        Arguments.text(arguments, 3, "type"));
  }

  @Override
  public Object call(CallArguments arguments) {
    return create(arguments);
  }

  @Override
  public boolean isCallable() {
    return true;
  }

  @Override
  public boolean truthy() {
    return true;
  }

  @Override
  public String pythonType() {
    return "RelationProxy";
  }
}
