package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code datetime.timedelta}, in microseconds. */
record PyTimedelta(long micros) implements JinjaObject, Ordered, Arithmetic {

  private static final long DAY = 86_400_000_000L;
  private static final Signature NEW =
      Signature.of(
          "__new__(days=, seconds=, microseconds=, milliseconds=, minutes=, hours=, weeks=)");
  private static final long[] UNITS = {
    DAY, 1_000_000L, 1L, 1000L, 60_000_000L, 3_600_000_000L, 7 * DAY
  };

  static PyTimedelta ofSeconds(long seconds) {
    return new PyTimedelta(seconds * 1_000_000);
  }

  static PyTimedelta of(CallArguments arguments) {
    @Nullable Object[] a = NEW.bind(arguments);
    Object total = 0L;
    for (int i = 0; i < a.length; i++) {
      Object part = a[i];
      if (part == null) {
        continue;
      }
      if (!PyNumbers.isNumber(part)) {
        String unit =
            List.of("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")
                .get(i);
        if (part instanceof Undefined undefined) {
          throw undefined.failure();
        }
        throw JinjaException.type(
            "unsupported type for timedelta " + unit + " component: " + PyTypes.name(part));
      }
      total = Operators.add(total, Operators.multiply(part, UNITS[i]));
    }
    return ofNumber(total);
  }

  private static PyTimedelta ofNumber(Object micros) {
    Object whole = NumberFilters.roundHalfEven(micros, PyNone.NONE);
    if (!(whole instanceof Long value)) {
      throw JinjaException.overflow("Python int too large to convert to C int");
    }
    return new PyTimedelta(value);
  }

  long days() {
    return Math.floorDiv(micros, DAY);
  }

  private long seconds() {
    return Math.floorMod(micros, DAY) / 1_000_000;
  }

  private long microseconds() {
    return Math.floorMod(micros, 1_000_000L);
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "days" -> days();
      case "seconds" -> seconds();
      case "microseconds" -> microseconds();
      case "total_seconds" -> new BoundFunction(name, arguments -> micros / 1e6);
      case "resolution" -> new PyTimedelta(1);
      default -> Missing.MISSING;
    };
  }

  @Override
  public Object operate(String symbol, Object other) {
    if (other instanceof PyTimedelta that) {
      return switch (symbol) {
        case "+" -> new PyTimedelta(micros + that.micros);
        case "-" -> new PyTimedelta(micros - that.micros);
        case "/" -> Operators.divide(micros, that.micros);
        case "//" -> Operators.floorDivide(micros, that.micros);
        case "%" -> new PyTimedelta((Long) Operators.modulo(micros, that.micros));
        default -> Missing.MISSING;
      };
    }
    if (!PyNumbers.isNumber(other)) {
      return Missing.MISSING;
    }
    return switch (symbol) {
      case "*" -> ofNumber(Operators.multiply(micros, other));
      case "/" -> ofNumber(divideExactly(other));
      case "//" ->
          other instanceof Double
              ? Missing.MISSING
              : ofNumber(Operators.floorDivide(micros, other));
      default -> Missing.MISSING;
    };
  }

  private Object divideExactly(Object divisor) {
    if (divisor instanceof Double || Operators.isZero(divisor)) {
      return Operators.divide(micros, divisor);
    }
    BigInteger[] parts = BigInteger.valueOf(micros * 2).divideAndRemainder(PyNumbers.big(divisor));
    boolean exactHalf = parts[1].signum() == 0 && parts[0].testBit(0);
    return exactHalf ? parts[0].doubleValue() / 2 : Operators.divide(micros, divisor);
  }

  @Override
  public Object operateReflected(String symbol, Object other) {
    return symbol.equals("*") ? operate("*", other) : Missing.MISSING;
  }

  @Override
  public Object negate() {
    return new PyTimedelta(-micros);
  }

  @Override
  public Object absolute() {
    return new PyTimedelta(Math.abs(micros));
  }

  @Override
  public boolean isComparable(Object other) {
    return other instanceof PyTimedelta;
  }

  @Override
  public int compareWith(Object other) {
    return Long.compare(micros, ((PyTimedelta) other).micros);
  }

  @Override
  public boolean truthy() {
    return micros != 0;
  }

  @Override
  public String pythonType() {
    return "timedelta";
  }

  @Override
  public String qualifiedType() {
    return "datetime.timedelta";
  }

  @Override
  public String str() {
    StringBuilder out = new StringBuilder();
    long days = days();
    if (days != 0) {
      out.append(days).append(Math.abs(days) == 1 ? " day, " : " days, ");
    }
    long seconds = seconds();
    out.append(String.format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60));
    if (microseconds() != 0) {
      out.append(String.format(".%06d", microseconds()));
    }
    return out.toString();
  }

  @Override
  public String repr() {
    List<String> parts = new ArrayList<>();
    if (days() != 0) {
      parts.add("days=" + days());
    }
    if (seconds() != 0) {
      parts.add("seconds=" + seconds());
    }
    if (microseconds() != 0) {
      parts.add("microseconds=" + microseconds());
    }
    return "datetime.timedelta(" + (parts.isEmpty() ? "0" : String.join(", ", parts)) + ")";
  }
}
