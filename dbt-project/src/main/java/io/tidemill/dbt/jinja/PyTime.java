package io.tidemill.dbt.jinja;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Python's {@code datetime.time}. */
record PyTime(LocalTime time, @Nullable PyZone zone)
    implements JinjaObject, Ordered, FormattedValue {

  private static final Signature REPLACE =
      Signature.of("replace(hour=, minute=, second=, microsecond=, tzinfo=)");
  private static final Signature STRFTIME = Signature.of("strftime(format)");
  private static final Signature ISOFORMAT = Signature.of("isoformat(timespec=)");

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> (long) time.getNano() / 1000;
      case "tzinfo" -> zone == null ? PyNone.NONE : zone;
      case "fold" -> 0L;
      case "replace" -> new BoundFunction(name, this::replace);
      case "strftime" ->
          new BoundFunction(
              name, arguments -> format(PyRepr.str(Filters.required(STRFTIME.bind(arguments)[0]))));
      case "isoformat" ->
          new BoundFunction(
              name, arguments -> iso(PyRepr.str(Filters.or(ISOFORMAT.bind(arguments)[0], "auto"))));
      case "utcoffset" ->
          new BoundFunction(
              name,
              arguments ->
                  zone == null ? PyNone.NONE : PyTimedelta.ofSeconds(zone.offsetOf(onEpoch())));
      case "min" -> new PyTime(LocalTime.MIN, null);
      case "max" -> new PyTime(LocalTime.of(23, 59, 59, 999_999_000), null);
      default -> Missing.MISSING;
    };
  }

  private java.time.LocalDateTime onEpoch() {
    return LocalDate.of(1900, 1, 1).atTime(time);
  }

  private Object replace(CallArguments arguments) {
    @Nullable Object[] a = REPLACE.bind(arguments);
    LocalTime changed =
        Dates.time(
            Dates.intOr(a[0], time.getHour()),
            Dates.intOr(a[1], time.getMinute()),
            Dates.intOr(a[2], time.getSecond()),
            Dates.intOr(a[3], time.getNano() / 1000));
    return new PyTime(changed, a[4] == null ? zone : DateTypes.zone(Filters.required(a[4])));
  }

  private String iso(String precision) {
    return Dates.isoTime(time, precision)
        + (zone == null ? "" : Dates.offset(zone.offsetOf(onEpoch()), true));
  }

  @Override
  public boolean isComparable(Object other) {
    return other instanceof PyTime;
  }

  @Override
  public int compareWith(Object other) {
    return time.compareTo(((PyTime) other).time);
  }

  @Override
  public String format(String spec) {
    return spec.isEmpty() ? str() : Strftime.format(spec, onEpoch(), zone);
  }

  @Override
  public String pythonType() {
    return "time";
  }

  @Override
  public String qualifiedType() {
    return "datetime.time";
  }

  @Override
  public String str() {
    return iso("auto");
  }

  @Override
  public String repr() {
    StringBuilder out =
        new StringBuilder("datetime.time(")
            .append(time.getHour())
            .append(", ")
            .append(time.getMinute());
    int micro = time.getNano() / 1000;
    if (time.getSecond() != 0 || micro != 0) {
      out.append(", ").append(time.getSecond());
    }
    if (micro != 0) {
      out.append(", ").append(micro);
    }
    if (zone != null) {
      out.append(", tzinfo=").append(zone.repr());
    }
    return out.append(')').toString();
  }
}
