package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.Expr;
import io.tidemill.dbt.jinja.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keyword arguments of a file's {@code config()} as source text in dbt's normal form.
 *
 * <p>dbt compares these between two versions of a project, so that a value that depends on the
 * environment does not count as a change.
 */
final class UnrenderedConfig {
  private UnrenderedConfig() {}

  /** The arguments of the first call; none when there is no call or it has no keyword arguments. */
  static Map<String, Object> of(Template template) {
    for (Expr.Call call : TemplateCalls.in(template)) {
      if (call.callee() instanceof Expr.Name name && name.name().equals("config")) {
        return arguments(call);
      }
    }
    return Map.of();
  }

  private static Map<String, Object> arguments(Expr.Call call) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Expr.Keyword keyword : call.arguments().keywords()) {
      Expr value = keyword.value();
      boolean text = value instanceof Expr.Constant constant && constant.value() instanceof String;
      arguments.put(
          keyword.name(), text ? ((Expr.Constant) value).value() : ExpressionText.of(value));
    }
    return arguments;
  }
}
