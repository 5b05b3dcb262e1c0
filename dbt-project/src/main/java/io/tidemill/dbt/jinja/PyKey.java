package io.tidemill.dbt.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Maps Python values to Java keys that are equal exactly when Python finds the values equal. */
final class PyKey {

  private PyKey() {}

  private record TupleKey(List<Object> items) {}

  private record FrozenSetKey(java.util.Set<Object> items) {}

  /** The Java key of a hashable Python value; raises TypeError for others. */
  static Object of(Object value) {
    if (value instanceof String || value instanceof Long) {
      return value;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value instanceof Double number) {
      return ofDouble(number);
    }
    if (value instanceof PyTuple tuple) {
      List<Object> keys = new ArrayList<>(tuple.size());
      for (Object item : tuple) {
        keys.add(of(item));
      }
      return new TupleKey(keys);
    }
    if (value instanceof PySet set && set.frozen()) {
      return new FrozenSetKey(set.keys());
    }
    if (value instanceof PyList
        || value instanceof PyDict
        || value instanceof PySet
        || value instanceof PySlice) {
      throw JinjaException.type("unhashable type: '" + PyTypes.name(value) + "'");
    }
    if (value instanceof Markup markup) {
      return markup.toString();
    }
    if (value instanceof Undefined) {
      return Undefined.class;
    }
    return value;
  }

  private static Object ofDouble(double number) {
    if (number == Math.rint(number) && !Double.isInfinite(number)) {
      if (Math.abs(number) < 9e18) {
        return (long) number;
      }
      BigInteger big = new BigDecimal(number).toBigInteger();
      return big.bitLength() < 64 ? (Object) big.longValueExact() : big;
    }
    return number;
  }

  /** A hash that agrees with Python equality, defined for unhashable values too. */
  static int looseHash(Iterable<?> values) {
    int hash = 1;
    for (Object value : values) {
      boolean plain = value instanceof PyList || value instanceof PyDict || value instanceof PySet;
      hash = 31 * hash + (plain ? 7 : of(value).hashCode());
    }
    return hash;
  }
}
