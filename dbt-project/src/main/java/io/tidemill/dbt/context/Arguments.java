package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.ErrorKind;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading the arguments of a call from a template. */
public final class Arguments {
  private Arguments() {}

  /** The argument, or null when it is missing or None. */
  public static @Nullable Object optional(CallArguments arguments, int index, String name) {
    Object value = arguments.get(index, name);
    return value == null || value == PyNone.NONE ? null : value;
  }

  /** The argument as text, or null when it is missing or None. */
  public static @Nullable String text(CallArguments arguments, int index, String name) {
    Object value = optional(arguments, index, name);
    return value == null ? null : PythonValues.str(value);
  }

  /** The argument; TypeError in Python's words when it is missing. */
  public static Object required(CallArguments arguments, int index, String name, String function) {
    Object value = arguments.get(index, name);
    if (value == null) {
      throw new JinjaException(
          ErrorKind.TYPE, function + "() missing 1 required positional argument: '" + name + "'");
    }
    return value;
  }

  public static boolean flag(CallArguments arguments, int index, String name, boolean absent) {
    Object value = arguments.get(index, name);
    return value == null ? absent : PythonValues.truthy(value);
  }

  /** A map of plain Java values from a dict. */
  public static Map<String, Object> plainMap(Object dict) {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (dict instanceof Map<?, ?> map) {
      map.forEach((key, value) -> plain.put(PythonValues.str(key), plain(value)));
    }
    return plain;
  }

  /** The plain Java value with string keys at every level; other objects become their text. */
  public static @Nullable Object plain(@Nullable Object value) {
    Object java = PythonValues.toJava(value);
    return stringKeyed(java);
  }

  private static @Nullable Object stringKeyed(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, item) -> copy.put(PythonValues.str(PythonValues.fromJava(key)), stringKeyed(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new java.util.ArrayList<>(list.size());
      list.forEach(item -> copy.add(stringKeyed(item)));
      return copy;
    }
    if (value instanceof Relation relation) {
      return relation.toString();
    }
    return value;
  }

  /** An error of the project's own Jinja, which dbt calls a compilation error. */
  public static JinjaException compilation(String message) {
    return new JinjaException(ErrorKind.BLOCK, message);
  }
}
