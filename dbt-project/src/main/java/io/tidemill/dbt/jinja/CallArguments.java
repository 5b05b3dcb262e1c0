package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call: Python values by position and by keyword.
 *
 * <p>Both collections belong to the call; do not change them.
 */
public record CallArguments(List<Object> positional, Map<String, Object> keywords) {

  /** No arguments. */
  public static final CallArguments NONE = new CallArguments(List.of(), Map.of());

  /** Arguments by position only, converted from Java values. */
  public static CallArguments of(@Nullable Object... values) {
    List<Object> converted = new ArrayList<>(values.length);
    for (Object value : values) {
      converted.add(PythonValues.fromJava(value));
    }
    return new CallArguments(converted, Map.of());
  }

  /** These arguments and one more keyword argument, converted from a Java value. */
  public CallArguments with(String keyword, @Nullable Object value) {
    Map<String, Object> extended = new LinkedHashMap<>(keywords);
    extended.put(keyword, PythonValues.fromJava(value));
    return new CallArguments(positional, extended);
  }

  /** How many arguments there are by position. */
  public int size() {
    return positional.size();
  }

  /**
   * The positional argument at an index, or the keyword argument of that name, or null when neither
   * is given.
   */
  public @Nullable Object get(int index, String name) {
    return index < positional.size() ? positional.get(index) : keywords.get(name);
  }

  /** The same as {@link #get}, with the given value when the argument is missing. */
  public Object getOrDefault(int index, String name, Object otherwise) {
    Object value = get(index, name);
    return value == null ? otherwise : value;
  }

  /** Whether there are no arguments at all. */
  public boolean isEmpty() {
    return positional.isEmpty() && keywords.isEmpty();
  }
}
