package io.tidemill.dbt.jinja;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Python dict: insertion-ordered, with Python's key equality (1, 1.0 and True are one key, which
 * keeps its first form).
 *
 * <p>As a Java map its keys and values are Python values. Not thread-safe.
 */
public final class PyDict extends AbstractMap<Object, Object> {

  private final LinkedHashMap<Object, Object> values;
  private @Nullable Map<Object, Object> originalKeys;

  /** An empty dict. */
  public PyDict() {
    this.values = new LinkedHashMap<>();
  }

  /** A dict with the entries of a map of Python values. */
  public PyDict(Map<?, ?> entries) {
    this();
    entries.forEach(this::put);
  }

  @Override
  public @Nullable Object put(Object key, Object value) {
    Object hashed = PyKey.of(key);
    if (hashed != key && !values.containsKey(hashed)) {
      if (originalKeys == null) {
        originalKeys = new HashMap<>();
      }
      originalKeys.put(hashed, key);
    }
    return values.put(hashed, value);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return key == null ? null : values.get(PyKey.of(key));
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key != null && values.containsKey(PyKey.of(key));
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    if (key == null) {
      return null;
    }
    Object hashed = PyKey.of(key);
    if (originalKeys != null) {
      originalKeys.remove(hashed);
    }
    return values.remove(hashed);
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public void clear() {
    values.clear();
    originalKeys = null;
  }

  private Object original(Object hashed) {
    if (originalKeys == null) {
      return hashed;
    }
    Object key = originalKeys.get(hashed);
    return key == null ? hashed : key;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return values.size();
      }

      @Override
      public Iterator<Map.Entry<Object, Object>> iterator() {
        Iterator<Map.Entry<Object, Object>> entries = values.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Map.Entry<Object, Object> next() {
            Map.Entry<Object, Object> entry = entries.next();
            return originalKeys == null
                ? entry
                : new SimpleEntry<>(original(entry.getKey()), entry.getValue());
          }

          @Override
          public void remove() {
            entries.remove();
          }
        };
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PyDict && Comparisons.equal(this, other);
  }

  @Override
  public int hashCode() {
    return values.keySet().hashCode();
  }

  @Override
  public String toString() {
    return PyRepr.repr(this);
  }
}
