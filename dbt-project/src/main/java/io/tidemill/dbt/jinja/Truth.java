package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Python's {@code bool()}. */
final class Truth {

  private Truth() {}

  static boolean of(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof CharSequence text) {
      return text.length() > 0;
    }
    if (value == PyNone.NONE) {
      return false;
    }
    if (value instanceof Long number) {
      return number != 0;
    }
    if (value instanceof Collection<?> items) {
      return !items.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof Double number) {
      return number != 0;
    }
    if (value instanceof BigInteger) {
      return true;
    }
    return !(value instanceof JinjaObject object) || object.truthy();
  }
}
