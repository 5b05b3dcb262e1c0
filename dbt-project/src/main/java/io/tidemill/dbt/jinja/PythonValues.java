package io.tidemill.dbt.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python's operations on values, for code around the engine.
 *
 * <p>Python values are: {@link PyNone}, Boolean, Long (BigInteger beyond it), Double, String,
 * {@link PyList}, {@link PyTuple}, {@link PyDict}, {@link PySet}, {@link Undefined}, {@link Markup}
 * and every {@link JinjaObject}.
 */
public final class PythonValues {

  private PythonValues() {}

  /** {@code str(value)}: what a template prints. */
  public static String str(Object value) {
    return PyRepr.str(value);
  }

  /** {@code repr(value)}: what a template prints for it inside a list. */
  public static String repr(Object value) {
    return PyRepr.repr(value);
  }

  /** {@code bool(value)}. */
  public static boolean truthy(Object value) {
    return Truth.of(value);
  }

  /** {@code left == right}. */
  public static boolean equal(Object left, Object right) {
    return Comparisons.equal(left, right);
  }

  /**
   * A negative, zero or positive number as left is less than, equal to or greater than right;
   * TypeError if neither.
   */
  public static int compare(Object left, Object right) {
    return Comparisons.compare(left, right);
  }

  /**
   * The value as Long, BigInteger or Double ({@code int()} of a bool or a string, else {@code
   * float()}).
   */
  public static Object toNumber(Object value) {
    if (value instanceof Long || value instanceof BigInteger || value instanceof Double) {
      return value;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value instanceof String text) {
      Object whole = PyNumbers.parseInt(text, 10);
      return whole == null ? PyNumbers.parseFloatOrFail(text) : whole;
    }
    throw JinjaException.type("Expected a number, but got '" + PyTypes.name(value) + "'");
  }

  /** The value of a Python literal; source that is none is returned as it is. */
  public static Object literal(String source) {
    return LiteralEval.parse(source);
  }

  /** The elements of an iterable; TypeError if it is not one. */
  public static List<Object> toList(Object iterable) {
    return Iteration.toList(iterable);
  }

  /** The name of the value's Python class. */
  public static String typeName(Object value) {
    return PyTypes.name(value);
  }

  /** Calls a value with arguments; TypeError if it cannot be called. */
  public static Object call(Object callable, CallArguments arguments) {
    return Calls.call(callable, arguments);
  }

  /**
   * The Python value for a Java one: null is None, numbers are int or float, maps and collections
   * are copied.
   *
   * <p>Python values are returned as they are. Classes without a Python counterpart are refused.
   */
  public static Object fromJava(@Nullable Object value) {
    if (value == null) {
      return PyNone.NONE;
    }
    if (value instanceof String
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof PyDict
        || value instanceof PyList
        || value instanceof JinjaObject
        || value instanceof Double
        || value instanceof PyTuple
        || value instanceof PySet
        || value instanceof PyNone
        || value instanceof Markup
        || value instanceof PySlice
        || value instanceof NativeMarker
        || value == Missing.MISSING) {
      return value;
    }
    return convert(value);
  }

  private static Object convert(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger big) {
      return PyNumbers.normalize(big);
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.scale() <= 0
          ? PyNumbers.normalize(decimal.toBigInteger())
          : (Object) decimal.doubleValue();
    }
    if (value instanceof Map<?, ?> map) {
      PyDict dict = new PyDict();
      map.forEach((key, item) -> dict.put(fromJava(key), fromJava(item)));
      return dict;
    }
    if (value instanceof Collection<?> items) {
      List<Object> converted = new ArrayList<>(items.size());
      items.forEach(item -> converted.add(fromJava(item)));
      return value instanceof Set ? new PySet(converted) : new PyList(converted);
    }
    if (value instanceof Object[] items) {
      return convert(java.util.Arrays.asList(items));
    }
    if (value instanceof Optional<?> optional) {
      return fromJava(optional.orElse(null));
    }
    if (value instanceof Character || value instanceof CharSequence) {
      return value.toString();
    }
    return convertTime(value);
  }

  private static Object convertTime(Object value) {
    if (value instanceof LocalDate date) {
      return new PyDate(date);
    }
    if (value instanceof LocalDateTime dateTime) {
      return PyDateTime.naive(dateTime);
    }
    if (value instanceof LocalTime time) {
      return new PyTime(time, null);
    }
    if (value instanceof Instant instant) {
      return PyDateTime.utc(instant);
    }
    if (value instanceof OffsetDateTime dateTime) {
      if (dateTime.getOffset().equals(ZoneOffset.UTC)) {
        return PyDateTime.utc(dateTime.toInstant());
      }
      return new PyDateTime(
          dateTime.toLocalDateTime(), FixedZone.of(dateTime.getOffset().getTotalSeconds()));
    }
    throw new IllegalArgumentException(
        "Expected a value that a template can use, but got an instance of "
            + value.getClass().getName()
            + ": implement JinjaObject or convert it");
  }

  /**
   * The plain Java value for a Python one: None and undefined are null, lists and tuples are lists,
   * dicts are maps with their keys converted likewise, dates are those of java.time. Other objects
   * are returned as they are.
   */
  public static @Nullable Object toJava(@Nullable Object value) {
    if (value == null || value == PyNone.NONE || value instanceof Undefined) {
      return null;
    }
    if (value instanceof PyDict dict) {
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      dict.forEach(
          (key, item) ->
              map.put(String.valueOf(key).equals("None") ? "null" : plainKey(key), toJava(item)));
      return map;
    }
    if (value instanceof PyList || value instanceof PyTuple || value instanceof PySet) {
      List<@Nullable Object> list = new ArrayList<>();
      ((Collection<?>) value).forEach(item -> list.add(toJava(item)));
      return list;
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    if (value instanceof PyDateTime dateTime) {
      return dateTime.zone() == null ? dateTime.local() : dateTime.toOffsetDateTime();
    }
    if (value instanceof PyDate date) {
      return date.date();
    }
    if (value instanceof PyIterator || value instanceof DictView || value instanceof PyRange) {
      return toJava(new PyList(Iteration.toList(value)));
    }
    return value;
  }

  private static Object plainKey(Object key) {
    Object plain = toJava(key);
    return plain == null ? "null" : plain;
  }
}
