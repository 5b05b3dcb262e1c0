package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.Expr;
import io.tidemill.dbt.jinja.Stmt;
import io.tidemill.dbt.jinja.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a model's Jinja is nothing but calls of ref, source and config with literals.
 *
 * <p>dbt reads such models without rendering them and then keeps their configs as values instead of
 * as source text.
 */
final class StaticModel {
  private static final Set<String> CALLS = Set.of("ref", "source", "config");

  private final String[] lines;

  private StaticModel(String source) {
    this.lines = source.split("\n", -1);
  }

  /**
   * @param source the text the template was made of
   */
  static boolean isStatic(Template template, String source) {
    return new StaticModel(source).isStatic(template);
  }

  private boolean isStatic(Template template) {
    for (Stmt statement : template.root().body()) {
      if (!(statement instanceof Stmt.Output output)
          || !output.parts().stream().allMatch(this::isStatic)) {
        return false;
      }
    }
    return true;
  }

  private boolean isStatic(Expr part) {
    if (part instanceof Expr.Constant constant) {
      return constant.templateData();
    }
    if (!(part instanceof Expr.Call call)
        || !(call.callee() instanceof Expr.Name name)
        || !CALLS.contains(name.name())) {
      return false;
    }
    boolean config = name.name().equals("config");
    if (config != call.arguments().positional().isEmpty()) {
      return false;
    }
    List<Expr> arguments =
        config
            ? call.arguments().keywords().stream().map(Expr.Keyword::value).toList()
            : call.arguments().positional();
    return call.arguments().star() == null
        && call.arguments().doubleStar() == null
        && arguments.stream().allMatch(this::isLiteral);
  }

  /**
   * Texts, booleans written as Python does, and lists and dicts of them; numbers are beyond dbt's
   * static reader.
   */
  private boolean isLiteral(Expr value) {
    if (value instanceof Expr.Constant constant) {
      return constant.value() instanceof String || isPythonBoolean(constant);
    }
    if (value instanceof Expr.ListOf list) {
      return list.items().stream().allMatch(this::isLiteral);
    }
    if (value instanceof Expr.DictOf dict) {
      return dict.items().stream()
          .allMatch(pair -> isLiteral(pair.key()) && isLiteral(pair.value()));
    }
    return false;
  }

  /** Jinja knows {@code true} as well, dbt's static reader does not. */
  private boolean isPythonBoolean(Expr.Constant constant) {
    if (!(constant.value() instanceof Boolean)) {
      return false;
    }
    int line = constant.at().line() - 1;
    int column = constant.at().column() - 1;
    return line < lines.length
        && column < lines[line].length()
        && Character.isUpperCase(lines[line].charAt(column));
  }

  /** The values of its config calls. */
  static Map<String, Object> config(Template template) {
    Map<String, Object> config = new LinkedHashMap<>();
    for (Expr.Call call : TemplateCalls.in(template)) {
      for (Expr.Keyword keyword : call.arguments().keywords()) {
        config.put(keyword.name(), literal(keyword.value()));
      }
    }
    return config;
  }

  private static Object literal(Expr value) {
    if (value instanceof Expr.ListOf list) {
      List<Object> items = new ArrayList<>();
      list.items().forEach(item -> items.add(literal(item)));
      return items;
    }
    if (value instanceof Expr.DictOf dict) {
      Map<String, Object> entries = new LinkedHashMap<>();
      dict.items()
          .forEach(pair -> entries.put(String.valueOf(literal(pair.key())), literal(pair.value())));
      return entries;
    }
    return ((Expr.Constant) value).value();
  }
}
