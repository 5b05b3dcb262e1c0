package io.tidemill.dbt.jinja;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * A Python set or frozenset.
 *
 * <p>Python's order is arbitrary and differs between processes; this one keeps insertion order, so
 * renders are repeatable.
 */
public final class PySet extends AbstractSet<Object> {

  private final LinkedHashMap<Object, Object> items = new LinkedHashMap<>();
  private final boolean frozen;

  /** An empty set. */
  public PySet() {
    this.frozen = false;
  }

  /** A set of the given Python values. */
  public PySet(Collection<?> values) {
    this();
    values.forEach(this::add);
  }

  private PySet(Collection<?> values, boolean frozen) {
    this.frozen = frozen;
    values.forEach(this::add);
  }

  /** A frozenset of the given Python values. */
  public static PySet frozen(Collection<?> values) {
    return new PySet(values, true);
  }

  boolean frozen() {
    return frozen;
  }

  Set<Object> keys() {
    return items.keySet();
  }

  @Override
  public boolean add(Object value) {
    return items.putIfAbsent(PyKey.of(value), value) == null;
  }

  @Override
  public boolean contains(Object value) {
    return items.containsKey(PyKey.of(value));
  }

  @Override
  public boolean remove(Object value) {
    return items.remove(PyKey.of(value)) != null;
  }

  @Override
  public Iterator<Object> iterator() {
    return items.values().iterator();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public void clear() {
    items.clear();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PySet set && items.keySet().equals(set.items.keySet());
  }

  @Override
  public int hashCode() {
    return items.keySet().hashCode();
  }

  @Override
  public String toString() {
    return PyRepr.repr(this);
  }
}
