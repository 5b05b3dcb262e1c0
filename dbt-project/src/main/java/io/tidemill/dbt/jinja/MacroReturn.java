package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Carries the value of dbt's {@code return()} out of a macro.
 *
 * <p>It unwinds loops, call blocks and set blocks and ends at the macro call that runs them.
 */
public final class MacroReturn extends RuntimeException {

  /** dbt's context function {@code return}. */
  public static final JinjaCallable FUNCTION =
      arguments -> {
        throw new MacroReturn(Signature.RETURN.bind(arguments)[0]);
      };

  private final transient Object value;

  /** A return of the given value; null is None. */
  public MacroReturn(@Nullable Object value) {
    super("return", null, false, false);
    this.value = value == null ? PyNone.NONE : value;
  }

  /** The value that the macro call evaluates to. */
  public Object value() {
    return value;
  }
}
