package io.tidemill.dbt.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a template can look up: dbt's context.
 *
 * <p>Values are those of {@link PythonValues}; plain Java values (null, numbers, maps, lists) are
 * converted when read. An implementation must be safe for the threads that render with it.
 */
@FunctionalInterface
public interface Scope {

  /** The value of a name, null for None, or {@link Missing#MISSING} when there is no such name. */
  @Nullable Object lookup(String name);

  /** A scope of fixed values. */
  static Scope of(Map<String, ?> values) {
    return name -> {
      Object value = values.get(name);
      return value == null && !values.containsKey(name) ? Missing.MISSING : value;
    };
  }

  /** A scope with no names. */
  static Scope empty() {
    return name -> Missing.MISSING;
  }

  /** This scope, with the names of another where this one has none. */
  default Scope orElse(Scope outer) {
    return name -> {
      Object value = lookup(name);
      return value == Missing.MISSING ? outer.lookup(name) : value;
    };
  }
}
