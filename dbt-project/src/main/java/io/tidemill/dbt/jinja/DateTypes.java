package io.tidemill.dbt.jinja;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of Python's datetime module. */
final class DateTypes {

  private static final Signature NEW_DATE = Signature.of("__new__(year, month, day)");
  private static final Signature NEW_DATETIME =
      Signature.of(
          "__new__(year, month, day, hour=, minute=, second=, microsecond=, tzinfo=, fold=)");
  private static final Signature NEW_TIME =
      Signature.of("__new__(hour=, minute=, second=, microsecond=, tzinfo=, fold=)");
  private static final Signature STRPTIME = Signature.of("strptime(date_string, format)");
  private static final Signature COMBINE = Signature.of("combine(date, time, tzinfo=)");
  private static final Signature ONE = Signature.of("fromisoformat(text)");
  private static final Signature ZONED = Signature.of("now(tz=)");
  private static final Signature TIMESTAMP = Signature.of("fromtimestamp(timestamp, tz=)");

  private DateTypes() {}

  /** The class {@code date}. */
  static BuiltinType dateType(Clock clock) {
    Map<String, Object> members = new HashMap<>(DATE_MEMBERS);
    members.put("today", new BoundFunction("today", a -> new PyDate(LocalDate.now(clock))));
    return new BuiltinType("datetime.date", DateTypes::newDate, members);
  }

  /** The class {@code datetime}. */
  static BuiltinType dateTimeType(Clock clock) {
    Map<String, Object> members = new HashMap<>(DATETIME_MEMBERS);
    members.put("now", new BoundFunction("now", a -> now(clock, ZONED.bind(a)[0])));
    members.put("today", new BoundFunction("today", a -> now(clock, null)));
    members.put(
        "utcnow", new BoundFunction("utcnow", a -> now(clock.withZone(ZoneOffset.UTC), null)));
    return new BuiltinType("datetime.datetime", DateTypes::newDateTime, members);
  }

  /** The class {@code time}. */
  static BuiltinType timeType() {
    return new BuiltinType(
        "datetime.time",
        DateTypes::newTime,
        Map.of(
            "min",
            new PyTime(LocalTime.MIN, null),
            "max",
            new PyTime(LocalTime.of(23, 59, 59, 999_999_000), null)));
  }

  /** The class {@code timedelta}. */
  static BuiltinType timedeltaType() {
    return new BuiltinType("datetime.timedelta", PyTimedelta::of);
  }

  private static final Map<String, Object> DATE_MEMBERS =
      Map.of(
          "fromisoformat",
              new BoundFunction("fromisoformat", a -> new PyDate(isoDate(PyRepr.str(one(a))))),
          "fromordinal",
              new BoundFunction(
                  "fromordinal", a -> new PyDate(Dates.ofOrdinal(PyNumbers.toIndex(one(a))))),
          "fromtimestamp",
              new BoundFunction(
                  "fromtimestamp", a -> new PyDate(fromTimestamp(one(a)).toLocalDate())),
          "min", new PyDate(LocalDate.of(1, 1, 1)),
          "max", new PyDate(LocalDate.of(9999, 12, 31)));

  private static final Map<String, Object> DATETIME_MEMBERS =
      Map.of(
          "strptime", new BoundFunction("strptime", DateTypes::parse),
          "fromisoformat", new BoundFunction("fromisoformat", a -> isoDateTime(PyRepr.str(one(a)))),
          "fromordinal",
              new BoundFunction(
                  "fromordinal",
                  a -> PyDateTime.naive(Dates.ofOrdinal(PyNumbers.toIndex(one(a))).atStartOfDay())),
          "fromtimestamp", new BoundFunction("fromtimestamp", DateTypes::atTimestamp),
          "utcfromtimestamp",
              new BoundFunction("utcfromtimestamp", a -> PyDateTime.naive(fromTimestamp(one(a)))),
          "combine", new BoundFunction("combine", DateTypes::combine),
          "min", PyDateTime.naive(LocalDateTime.of(1, 1, 1, 0, 0)),
          "max", PyDateTime.naive(LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)));

  /** A class member that instances have too. */
  static Object dateMember(String name) {
    return DATE_MEMBERS.getOrDefault(name, Missing.MISSING);
  }

  static Object dateTimeMember(String name) {
    return DATETIME_MEMBERS.getOrDefault(name, Missing.MISSING);
  }

  private static Object one(CallArguments arguments) {
    return Filters.required(ONE.bind(arguments)[0]);
  }

  static @Nullable PyZone zone(Object value) {
    if (value == PyNone.NONE) {
      return null;
    }
    if (value instanceof PyZone zone) {
      return zone;
    }
    throw JinjaException.type(
        "tzinfo argument must be None or of a tzinfo subclass, not type '"
            + PyTypes.name(value)
            + "'");
  }

  private static Object newDate(CallArguments arguments) {
    @Nullable Object[] a = NEW_DATE.bind(arguments);
    return new PyDate(Dates.date(Dates.intOr(a[0], 0), Dates.intOr(a[1], 0), Dates.intOr(a[2], 0)));
  }

  private static Object newDateTime(CallArguments arguments) {
    @Nullable Object[] a = NEW_DATETIME.bind(arguments);
    LocalDate date = Dates.date(Dates.intOr(a[0], 0), Dates.intOr(a[1], 0), Dates.intOr(a[2], 0));
    LocalTime time =
        Dates.time(
            Dates.intOr(a[3], 0), Dates.intOr(a[4], 0), Dates.intOr(a[5], 0), Dates.intOr(a[6], 0));
    return new PyDateTime(
        LocalDateTime.of(date, time), a[7] == null ? null : zone(Filters.required(a[7])));
  }

  private static Object newTime(CallArguments arguments) {
    @Nullable Object[] a = NEW_TIME.bind(arguments);
    LocalTime time =
        Dates.time(
            Dates.intOr(a[0], 0), Dates.intOr(a[1], 0), Dates.intOr(a[2], 0), Dates.intOr(a[3], 0));
    return new PyTime(time, a[4] == null ? null : zone(Filters.required(a[4])));
  }

  private static Object now(Clock clock, @Nullable Object tz) {
    if (tz != null && tz != PyNone.NONE) {
      PyZone zone = zone(tz);
      return zone == null
          ? PyDateTime.naive(LocalDateTime.now(clock))
          : zone.at(clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS));
    }
    return PyDateTime.naive(LocalDateTime.now(clock));
  }

  private static LocalDateTime fromTimestamp(Object value) {
    double seconds = PyNumbers.toDouble(PythonValues.toNumber(value));
    long micros = (long) Math.rint(seconds * 1e6);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Object atTimestamp(CallArguments arguments) {
    @Nullable Object[] a = TIMESTAMP.bind(arguments);
    LocalDateTime utc = fromTimestamp(Filters.required(a[0]));
    PyZone zone = a[1] == null ? null : zone(Filters.required(a[1]));
    return zone == null ? PyDateTime.naive(utc) : zone.at(utc.toInstant(ZoneOffset.UTC));
  }

  private static Object combine(CallArguments arguments) {
    @Nullable Object[] a = COMBINE.bind(arguments);
    LocalDate date =
        a[0] instanceof PyDate given
            ? given.date()
            : a[0] instanceof PyDateTime dateTime ? dateTime.local().toLocalDate() : null;
    if (date == null || !(a[1] instanceof PyTime time)) {
      throw JinjaException.type(
          "combine() argument 1 must be datetime.date, not "
              + PyTypes.name(Filters.required(a[0])));
    }
    return new PyDateTime(
        date.atTime(time.time()), a[2] == null ? time.zone() : zone(Filters.required(a[2])));
  }

  private static Object parse(CallArguments arguments) {
    @Nullable Object[] a = STRPTIME.bind(arguments);
    String text = PyText.of(Filters.required(a[0]));
    String format = PyText.of(Filters.required(a[1]));
    if (text == null || format == null) {
      int index = text == null ? 0 : 1;
      throw JinjaException.type(
          "strptime() argument "
              + (index + 1)
              + " must be str, not "
              + PyTypes.name(Filters.required(a[index])));
    }
    return new Strptime(text, format).parse();
  }

  private static LocalDate isoDate(String text) {
    try {
      return text.length() == 8 && text.indexOf('-') < 0
          ? LocalDate.parse(text, java.time.format.DateTimeFormatter.BASIC_ISO_DATE)
          : LocalDate.parse(text, java.time.format.DateTimeFormatter.ISO_LOCAL_DATE);
    } catch (DateTimeParseException malformed) {
      throw JinjaException.value("Invalid isoformat string: " + PyRepr.quote(text));
    }
  }

  private static PyDateTime isoDateTime(String text) {
    PyDateTime parsed = IsoDateTime.parse(text);
    if (parsed == null) {
      throw JinjaException.value("Invalid isoformat string: " + PyRepr.quote(text));
    }
    return parsed;
  }
}
