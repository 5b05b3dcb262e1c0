package io.tidemill.dbt.jinja;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code datetime.datetime}.
 *
 * @param local date and time as shown, to the microsecond
 * @param zone the tzinfo, or null for a naive value
 */
public record PyDateTime(LocalDateTime local, @Nullable PyZone zone)
    implements JinjaObject, Ordered, Arithmetic, FormattedValue {

  private static final Signature REPLACE =
      Signature.of(
          "replace(year=, month=, day=, hour=, minute=, second=, microsecond=, tzinfo=, fold=)");
  private static final Signature STRFTIME = Signature.of("strftime(format)");
  private static final Signature ISOFORMAT = Signature.of("isoformat(sep=, timespec=)");
  private static final Signature ASTIMEZONE = Signature.of("astimezone(tz=)");

  /** A value without a time zone. */
  public static PyDateTime naive(LocalDateTime local) {
    return new PyDateTime(local.truncatedTo(ChronoUnit.MICROS), null);
  }

  /** A moment, shown in UTC with pytz's zone, as dbt's {@code run_started_at}. */
  public static PyDateTime utc(Instant instant) {
    return new PyDateTime(
        LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
        PytzZone.UTC);
  }

  int offset() {
    return zone == null ? 0 : zone.offsetOf(local);
  }

  Instant instant() {
    return local.minusSeconds(offset()).toInstant(ZoneOffset.UTC);
  }

  /** The value of an aware datetime in java.time. */
  public OffsetDateTime toOffsetDateTime() {
    return local.atOffset(ZoneOffset.ofTotalSeconds(offset()));
  }

  @Override
  public Object getAttribute(String name) {
    return switch (name) {
      case "year" -> (long) local.getYear();
      case "month" -> (long) local.getMonthValue();
      case "day" -> (long) local.getDayOfMonth();
      case "hour" -> (long) local.getHour();
      case "minute" -> (long) local.getMinute();
      case "second" -> (long) local.getSecond();
      case "microsecond" -> (long) local.getNano() / 1000;
      case "fold" -> 0L;
      case "tzinfo" -> zone == null ? PyNone.NONE : zone;
      default -> method(name);
    };
  }

  private Object method(String name) {
    JinjaCallable body =
        switch (name) {
          case "date" -> arguments -> new PyDate(local.toLocalDate());
          case "time" -> arguments -> new PyTime(local.toLocalTime(), null);
          case "timetz" -> arguments -> new PyTime(local.toLocalTime(), zone);
          case "replace" -> this::replace;
          case "strftime" ->
              arguments -> format(PyRepr.str(Filters.required(STRFTIME.bind(arguments)[0])));
          case "isoformat" -> this::isoFormat;
          case "weekday" -> arguments -> (long) local.getDayOfWeek().getValue() - 1;
          case "isoweekday" -> arguments -> (long) local.getDayOfWeek().getValue();
          case "isocalendar" -> arguments -> Dates.isoCalendar(local.toLocalDate());
          case "toordinal" -> arguments -> Dates.ordinal(local.toLocalDate());
          case "ctime" -> arguments -> Strftime.format("%a %b %e %H:%M:%S %Y", local, zone);
          case "timestamp" -> arguments -> timestamp();
          case "timetuple" ->
              arguments -> Dates.timeTuple(local, zone == null ? -1 : daylightFlag());
          case "utctimetuple" -> arguments -> Dates.timeTuple(local.minusSeconds(offset()), 0);
          case "utcoffset" ->
              arguments -> zone == null ? PyNone.NONE : PyTimedelta.ofSeconds(offset());
          case "dst" ->
              arguments ->
                  zone == null ? PyNone.NONE : PyTimedelta.ofSeconds(zone.daylightOf(local));
          case "tzname" -> arguments -> zone == null ? PyNone.NONE : zone.name();
          case "astimezone" -> this::asTimeZone;
          default -> null;
        };
    return body == null ? DateTypes.dateTimeMember(name) : new BoundFunction(name, body);
  }

  private int daylightFlag() {
    return zone != null && zone.daylightOf(local) != 0 ? 1 : 0;
  }

  private double timestamp() {
    Instant instant = instant();
    return instant.getEpochSecond() + instant.getNano() / 1000 / 1e6;
  }

  private Object replace(CallArguments arguments) {
    @Nullable Object[] a = REPLACE.bind(arguments);
    LocalDate date =
        Dates.date(
            Dates.intOr(a[0], local.getYear()),
            Dates.intOr(a[1], local.getMonthValue()),
            Dates.intOr(a[2], local.getDayOfMonth()));
    LocalTime time =
        Dates.time(
            Dates.intOr(a[3], local.getHour()),
            Dates.intOr(a[4], local.getMinute()),
            Dates.intOr(a[5], local.getSecond()),
            Dates.intOr(a[6], local.getNano() / 1000));
    return new PyDateTime(
        LocalDateTime.of(date, time), a[7] == null ? zone : DateTypes.zone(Filters.required(a[7])));
  }

  private Object isoFormat(CallArguments arguments) {
    @Nullable Object[] a = ISOFORMAT.bind(arguments);
    return iso(PyRepr.str(Filters.or(a[0], "T")), PyRepr.str(Filters.or(a[1], "auto")));
  }

  private String iso(String separator, String precision) {
    return Dates.isoDate(local.toLocalDate())
        + separator
        + Dates.isoTime(local.toLocalTime(), precision)
        + (zone == null ? "" : Dates.offset(offset(), true));
  }

  private Object asTimeZone(CallArguments arguments) {
    Object given = ASTIMEZONE.bind(arguments)[0];
    PyZone target = given == null || given == PyNone.NONE ? FixedZone.of(0) : DateTypes.zone(given);
    return target == null ? this : target.at(instant());
  }

  private PyDateTime plusMicros(long micros) {
    LocalDateTime shifted = local.plus(micros, ChronoUnit.MICROS);
    Dates.checkYear(shifted);
    return new PyDateTime(shifted, zone);
  }

  @Override
  public Object operate(String symbol, Object other) {
    if (other instanceof PyTimedelta delta && symbol.equals("+")) {
      return plusMicros(delta.micros());
    }
    if (other instanceof PyTimedelta delta && symbol.equals("-")) {
      return plusMicros(-delta.micros());
    }
    if (other instanceof PyDateTime that && symbol.equals("-")) {
      if ((zone == null) != (that.zone == null)) {
        throw JinjaException.type("can't subtract offset-naive and offset-aware datetimes");
      }
      return new PyTimedelta(ChronoUnit.MICROS.between(that.instant(), instant()));
    }
    return Missing.MISSING;
  }

  @Override
  public Object operateReflected(String symbol, Object other) {
    return symbol.equals("+") ? operate("+", other) : Missing.MISSING;
  }

  @Override
  public boolean isComparable(Object other) {
    if (other instanceof PyDate) {
      throw JinjaException.type("can't compare datetime.datetime to datetime.date");
    }
    if (other instanceof PyDateTime that && (zone == null) != (that.zone == null)) {
      throw JinjaException.type("can't compare offset-naive and offset-aware datetimes");
    }
    return other instanceof PyDateTime;
  }

  @Override
  public int compareWith(Object other) {
    return instant().compareTo(((PyDateTime) other).instant());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PyDateTime that
        && (zone == null) == (that.zone == null)
        && instant().equals(that.instant());
  }

  @Override
  public int hashCode() {
    return instant().hashCode();
  }

  @Override
  public String format(String spec) {
    return spec.isEmpty() ? str() : Strftime.format(spec, local, zone);
  }

  @Override
  public String pythonType() {
    return "datetime";
  }

  @Override
  public String qualifiedType() {
    return "datetime.datetime";
  }

  @Override
  public String str() {
    return iso(" ", "auto");
  }

  @Override
  public String repr() {
    StringBuilder out = new StringBuilder("datetime.datetime(");
    out.append(local.getYear())
        .append(", ")
        .append(local.getMonthValue())
        .append(", ")
        .append(local.getDayOfMonth());
    out.append(", ").append(local.getHour()).append(", ").append(local.getMinute());
    int micro = local.getNano() / 1000;
    if (local.getSecond() != 0 || micro != 0) {
      out.append(", ").append(local.getSecond());
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
