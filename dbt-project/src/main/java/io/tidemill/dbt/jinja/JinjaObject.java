package io.tidemill.dbt.jinja;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * An object of the host that templates may use: a relation, a column, the adapter.
 *
 * <p>The engine never looks at the Java class; what a template can see is what these methods
 * answer. Results may be plain Java values, which are converted as {@link PythonValues#fromJava}
 * does. Python equality and hashing are {@link Object#equals} and {@link Object#hashCode}.
 */
public interface JinjaObject {

  /**
   * The value of {@code object.name}, or {@link Missing#MISSING}. Names starting with an underscore
   * are never asked.
   */
  default @Nullable Object getAttribute(String name) {
    return Missing.MISSING;
  }

  /** The value of {@code object[key]}, or {@link Missing#MISSING}. */
  default @Nullable Object getItem(Object key) {
    return Missing.MISSING;
  }

  /** Whether {@link #getItem} means anything, so that {@code object is sequence} can hold. */
  default boolean hasItems() {
    return false;
  }

  /** Calls the object; an object that cannot be called raises TypeError as in Python. */
  default @Nullable Object call(CallArguments arguments) {
    throw JinjaException.type("'" + pythonType() + "' object is not callable");
  }

  /** Whether {@code object is callable} holds. */
  default boolean isCallable() {
    return false;
  }

  /** The name of the Python class, as in messages. */
  default String pythonType() {
    return "object";
  }

  /** The name of the Python class with its module, as in messages about undefined attributes. */
  default String qualifiedType() {
    return pythonType();
  }

  /** What {@code {{ object }}} prints. */
  default String str() {
    return repr();
  }

  /** What is printed for the object inside a list or dict. */
  default String repr() {
    return "<" + qualifiedType() + " object>";
  }

  /** Whether the object counts as true. */
  default boolean truthy() {
    int length = length();
    return length != 0;
  }

  /** The number of items, or -1 when {@code len()} does not apply. */
  default int length() {
    return -1;
  }

  /** Iterates the object, or null when it is not iterable. */
  default @Nullable Iterator<?> iterate() {
    return null;
  }

  /** Whether {@code object is mapping} holds. */
  default boolean isMapping() {
    return false;
  }

  /** The items for JSON when the object can be serialised, otherwise {@link Missing#MISSING}. */
  default @Nullable Object toJson() {
    return Missing.MISSING;
  }
}
