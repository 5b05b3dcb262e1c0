package io.tidemill.dbt.jinja;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Python's {@code datetime.date}. */
record PyDate(LocalDate date) implements JinjaObject, Ordered, Arithmetic, FormattedValue {

  private static final Signature REPLACE = Signature.of("replace(year=, month=, day=)");
  private static final Signature STRFTIME = Signature.of("strftime(format)");

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "year" -> (long) date.getYear();
      case "month" -> (long) date.getMonthValue();
      case "day" -> (long) date.getDayOfMonth();
      case "replace" -> method(name, this::replace);
      case "strftime" ->
          method(
              name, arguments -> format(PyRepr.str(Filters.required(STRFTIME.bind(arguments)[0]))));
      case "isoformat" -> method(name, arguments -> repr(date));
      case "weekday" -> method(name, arguments -> (long) date.getDayOfWeek().getValue() - 1);
      case "isoweekday" -> method(name, arguments -> (long) date.getDayOfWeek().getValue());
      case "isocalendar" -> method(name, arguments -> Dates.isoCalendar(date));
      case "toordinal" -> method(name, arguments -> Dates.ordinal(date));
      case "ctime" ->
          method(
              name,
              arguments -> Strftime.format("%a %b %e %H:%M:%S %Y", date.atStartOfDay(), null));
      case "timetuple" -> method(name, arguments -> Dates.timeTuple(date.atStartOfDay(), -1));
      default -> DateTypes.dateMember(name);
    };
  }

  private static Object method(String name, JinjaCallable body) {
    return new BoundFunction(name, body);
  }

  private static String repr(LocalDate date) {
    return Dates.isoDate(date);
  }

  private Object replace(CallArguments arguments) {
    @Nullable Object[] a = REPLACE.bind(arguments);
    return new PyDate(
        Dates.date(
            Dates.intOr(a[0], date.getYear()),
            Dates.intOr(a[1], date.getMonthValue()),
            Dates.intOr(a[2], date.getDayOfMonth())));
  }

  private static Object shifted(LocalDate date, long days) {
    LocalDate result = date.plusDays(days);
    Dates.checkYear(result.atStartOfDay());
    return new PyDate(result);
  }

  @Override
  public Object operate(String symbol, Object other) {
    if (other instanceof PyTimedelta delta && symbol.equals("+")) {
      return shifted(date, delta.days());
    }
    if (other instanceof PyTimedelta delta && symbol.equals("-")) {
      return shifted(date, -delta.days());
    }
    if (other instanceof PyDate that && symbol.equals("-")) {
      return PyTimedelta.ofSeconds((date.toEpochDay() - that.date.toEpochDay()) * 86_400);
    }
    return Missing.MISSING;
  }

  @Override
  public Object operateReflected(String symbol, Object other) {
    return symbol.equals("+") ? operate("+", other) : Missing.MISSING;
  }

  @Override
  public boolean isComparable(Object other) {
    if (other instanceof PyDateTime) {
      throw JinjaException.type("can't compare datetime.datetime to datetime.date");
    }
    return other instanceof PyDate;
  }

  @Override
  public int compareWith(Object other) {
    return date.compareTo(((PyDate) other).date);
  }

  @Override
  public String format(String spec) {
    return spec.isEmpty()
        ? str()
        : Strftime.format(spec, LocalDateTime.of(date, java.time.LocalTime.MIDNIGHT), null);
  }

  @Override
  public String pythonType() {
    return "date";
  }

  @Override
  public String qualifiedType() {
    return "datetime.date";
  }

  @Override
  public String str() {
    return Dates.isoDate(date);
  }

  @Override
  public String repr() {
    return "datetime.date("
        + date.getYear()
        + ", "
        + date.getMonthValue()
        + ", "
        + date.getDayOfMonth()
        + ")";
  }
}
