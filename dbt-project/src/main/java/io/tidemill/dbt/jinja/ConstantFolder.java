package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds printed expressions that Jinja2 evaluates when it compiles.
 *
 * <p>That matters to native rendering, where such a value becomes text while one computed later
 * keeps its type.
 */
final class ConstantFolder extends AstWalker {

  /** Filters that get the context and are therefore never folded. */
  private static final Set<String> CONTEXT_FILTERS =
      Set.of("map", "select", "reject", "selectattr", "rejectattr", "random");

  private boolean constant = true;

  private ConstantFolder() {}

  /**
   * The value of an expression without variables and calls, or null when it has to wait for the
   * render.
   */
  static @Nullable Object fold(Expr expression, Code code, Activation nowhere) {
    ConstantFolder folder = new ConstantFolder();
    expression.accept(folder);
    if (!folder.constant) {
      return null;
    }
    try {
      Object value = code.eval(nowhere);
      return !nowhere.context.isNative || hasSafeRepr(value) ? value : null;
    } catch (JinjaException failsAtRunTime) {
      return null;
    }
  }

  private static boolean hasSafeRepr(Object value) {
    if (value instanceof PyList || value instanceof PyTuple || value instanceof PySet) {
      return ((Iterable<?>) value) instanceof java.util.Collection<?> items
          && items.stream().allMatch(ConstantFolder::hasSafeRepr);
    }
    if (value instanceof PyDict dict) {
      for (Map.Entry<Object, Object> entry : dict.entrySet()) {
        if (!hasSafeRepr(entry.getKey()) || !hasSafeRepr(entry.getValue())) {
          return false;
        }
      }
      return true;
    }
    return value instanceof String
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof BigInteger
        || value instanceof Markup
        || value instanceof PyRange
        || value == PyNone.NONE;
  }

  @Override
  public Boolean name(Expr.Name name) {
    constant = false;
    return false;
  }

  @Override
  public Boolean call(Expr.Call call) {
    constant = false;
    return false;
  }

  @Override
  public Boolean conditional(Expr.Conditional conditional) {
    constant &= conditional.otherwise() != null;
    return super.conditional(conditional);
  }

  @Override
  public Boolean filter(Expr.Filter filter) {
    constant &= filter.target() != null && !CONTEXT_FILTERS.contains(filter.name());
    return super.filter(filter);
  }
}
