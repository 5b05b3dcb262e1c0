package io.tidemill.dbt.jinja;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/** A Python list. As a Java list its elements are Python values. Not thread-safe. */
public final class PyList extends AbstractList<Object> implements RandomAccess {

  private final ArrayList<Object> items;

  /** An empty list. */
  public PyList() {
    this.items = new ArrayList<>();
  }

  /** A list of the given Python values. */
  public PyList(Collection<?> values) {
    this.items = new ArrayList<>(values);
  }

  /** A list of the given Python values. */
  public static PyList of(Object... values) {
    return new PyList(List.of(values));
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Object set(int index, Object value) {
    return items.set(index, value);
  }

  @Override
  public void add(int index, Object value) {
    items.add(index, value);
  }

  @Override
  public boolean add(Object value) {
    return items.add(value);
  }

  @Override
  public Object remove(int index) {
    return items.remove(index);
  }

  @Override
  public void clear() {
    items.clear();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PyList && Comparisons.equal(this, other);
  }

  @Override
  public int hashCode() {
    return PyKey.looseHash(items);
  }

  @Override
  public String toString() {
    return PyRepr.repr(this);
  }
}
