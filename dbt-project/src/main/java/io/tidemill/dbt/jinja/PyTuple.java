package io.tidemill.dbt.jinja;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;

/** A Python tuple: an immutable list of Python values. */
public final class PyTuple extends AbstractList<Object> implements RandomAccess {

  /** The empty tuple. */
  public static final PyTuple EMPTY = new PyTuple(new Object[0]);

  private final Object[] items;

  private PyTuple(Object[] items) {
    this.items = items;
  }

  /** A tuple of the given Python values. */
  public static PyTuple of(Object... values) {
    return new PyTuple(values.clone());
  }

  /** A tuple of the given Python values. */
  public static PyTuple copyOf(Collection<?> values) {
    return values.isEmpty() ? EMPTY : new PyTuple(values.toArray());
  }

  @Override
  public Object get(int index) {
    return items[index];
  }

  @Override
  public int size() {
    return items.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PyTuple && Comparisons.equal(this, other);
  }

  @Override
  public int hashCode() {
    return PyKey.looseHash(Arrays.asList(items));
  }

  @Override
  public String toString() {
    return PyRepr.repr(this);
  }
}
