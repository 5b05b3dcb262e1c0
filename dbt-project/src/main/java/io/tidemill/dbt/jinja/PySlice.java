package io.tidemill.dbt.jinja;

import java.math.BigInteger;

/** The index {@code start:stop:step}; each part is None or an int. */
record PySlice(Object start, Object stop, Object step) {

  /** Absolute bounds of a slice over a sequence. */
  record Bounds(long start, long stop, long step) {

    int size() {
      if (step > 0) {
        return start >= stop ? 0 : (int) ((stop - start - 1) / step + 1);
      }
      return start <= stop ? 0 : (int) ((start - stop - 1) / -step + 1);
    }
  }

  Bounds resolve(int length) {
    long by = step == PyNone.NONE ? 1 : index(step);
    if (by == 0) {
      throw JinjaException.value("slice step cannot be zero");
    }
    long low = by > 0 ? 0 : -1;
    long high = by > 0 ? length : length - 1;
    long from =
        start == PyNone.NONE ? (by > 0 ? low : high) : clamp(index(start), length, low, high);
    long to = stop == PyNone.NONE ? (by > 0 ? high : low) : clamp(index(stop), length, low, high);
    return new Bounds(from, to, by);
  }

  private static long clamp(long value, int length, long low, long high) {
    long absolute = value < 0 ? value + length : value;
    return Math.max(low, Math.min(high, absolute));
  }

  private static long index(Object value) {
    if (value instanceof Long number) {
      return Math.max(-(1L << 40), Math.min(1L << 40, number));
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof BigInteger big) {
      return big.signum() * (1L << 40);
    }
    throw JinjaException.type("slice indices must be integers or None or have an __index__ method");
  }
}
