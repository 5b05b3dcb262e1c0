package io.tidemill.dbt.jinja;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Python's range. */
record PyRange(long start, long stop, long step) implements JinjaObject {

  /** Jinja2's sandbox makes no range longer than this. */
  static final int MAX = 100_000;

  static PyRange of(long start, long stop, long step) {
    if (step == 0) {
      throw JinjaException.value("range() arg 3 must not be zero");
    }
    return new PyRange(start, stop, step);
  }

  @Override
  public int length() {
    long size = longLength();
    return (int) Math.min(Integer.MAX_VALUE, size);
  }

  long longLength() {
    if (step > 0) {
      return start >= stop ? 0 : (stop - 1 - start) / step + 1;
    }
    return start <= stop ? 0 : (start - 1 - stop) / -step + 1;
  }

  @Override
  public Iterator<Object> iterate() {
    return new Iterator<>() {
      private final long count = longLength();
      private long index;

      @Override
      public boolean hasNext() {
        return index < count;
      }

      @Override
      public Object next() {
        if (index >= count) {
          throw new NoSuchElementException();
        }
        return start + step * index++;
      }
    };
  }

  @Override
  public boolean hasItems() {
    return true;
  }

  @Override
  public Object getItem(Object key) {
    if (key instanceof PySlice slice) {
      PySlice.Bounds bounds = slice.resolve(length());
      return new PyRange(
          start + bounds.start() * step, start + bounds.stop() * step, step * bounds.step());
    }
    if (key instanceof Long || key instanceof Boolean) {
      long index = key instanceof Long number ? number : Boolean.TRUE.equals(key) ? 1 : 0;
      long absolute = index < 0 ? index + longLength() : index;
      return absolute < 0 || absolute >= longLength()
          ? Missing.MISSING
          : (Object) (start + absolute * step);
    }
    return Missing.MISSING;
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "start" -> start;
      case "stop" -> stop;
      case "step" -> step;
      default -> Missing.MISSING;
    };
  }

  @Override
  public String pythonType() {
    return "range";
  }

  @Override
  public String repr() {
    return "range(" + start + ", " + stop + (step == 1 ? ")" : ", " + step + ")");
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PyRange range) || range.longLength() != longLength()) {
      return false;
    }
    long size = longLength();
    return size == 0 || (start == range.start && (size == 1 || step == range.step));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(longLength() == 0 ? 0 : start);
  }
}
