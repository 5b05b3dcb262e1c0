package io.tidemill.dbt.jinja;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;

/** What dates, times and datetimes have in common. */
final class Dates {

  private Dates() {}

  static int intOr(@Nullable Object value, int otherwise) {
    return value == null ? otherwise : PyNumbers.toIndex(value);
  }

  static LocalDate date(int year, int month, int day) {
    if (year < 1 || year > 9999) {
      throw JinjaException.value("year " + year + " is out of range");
    }
    if (month < 1 || month > 12) {
      throw JinjaException.value("month must be in 1..12");
    }
    if (day < 1 || day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
      throw JinjaException.value("day is out of range for month");
    }
    return LocalDate.of(year, month, day);
  }

  static LocalTime time(int hour, int minute, int second, int micro) {
    check("hour", hour, 23);
    check("minute", minute, 59);
    check("second", second, 59);
    check("microsecond", micro, 999_999);
    return LocalTime.of(hour, minute, second, micro * 1000);
  }

  private static void check(String field, int value, int most) {
    if (value < 0 || value > most) {
      throw JinjaException.value(field + " must be in 0.." + most);
    }
  }

  static void checkYear(LocalDateTime value) {
    if (value.getYear() < 1 || value.getYear() > 9999) {
      throw JinjaException.overflow("date value out of range");
    }
  }

  /** An offset as +HH:MM[:SS], or without colons. */
  static String offset(int seconds, boolean colons) {
    int magnitude = Math.abs(seconds);
    String colon = colons ? ":" : "";
    String text =
        String.format(
            "%s%02d%s%02d", seconds < 0 ? "-" : "+", magnitude / 3600, colon, magnitude / 60 % 60);
    return magnitude % 60 == 0 ? text : text + String.format("%s%02d", colon, magnitude % 60);
  }

  static String isoTime(LocalTime time, String precision) {
    int micro = time.getNano() / 1000;
    String spec = precision.equals("auto") ? (micro == 0 ? "seconds" : "microseconds") : precision;
    return switch (spec) {
      case "hours" -> String.format("%02d", time.getHour());
      case "minutes" -> String.format("%02d:%02d", time.getHour(), time.getMinute());
      case "seconds" ->
          String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
      case "milliseconds" ->
          String.format(
              "%02d:%02d:%02d.%03d",
              time.getHour(), time.getMinute(), time.getSecond(), micro / 1000);
      case "microseconds" ->
          String.format(
              "%02d:%02d:%02d.%06d", time.getHour(), time.getMinute(), time.getSecond(), micro);
      default -> throw JinjaException.value("Unknown timespec value");
    };
  }

  static String isoDate(LocalDate date) {
    return String.format(
        "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  static int isoWeek(LocalDate date) {
    return date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  static int isoYear(LocalDate date) {
    return date.get(IsoFields.WEEK_BASED_YEAR);
  }

  /** Days since 0001-01-01, which is day 1. */
  static long ordinal(LocalDate date) {
    return date.toEpochDay() + 719_163;
  }

  static LocalDate ofOrdinal(long ordinal) {
    if (ordinal < 1) {
      throw JinjaException.value("ordinal must be >= 1");
    }
    return LocalDate.ofEpochDay(ordinal - 719_163);
  }

  static PyTuple isoCalendar(LocalDate date) {
    return PyTuple.of(
        (long) isoYear(date), (long) isoWeek(date), (long) date.getDayOfWeek().getValue());
  }

  static PyTuple timeTuple(LocalDateTime value, int daylight) {
    return PyTuple.of(
        (long) value.getYear(),
        (long) value.getMonthValue(),
        (long) value.getDayOfMonth(),
        (long) value.getHour(),
        (long) value.getMinute(),
        (long) value.getSecond(),
        (long) value.getDayOfWeek().getValue() - 1,
        (long) value.getDayOfYear(),
        (long) daylight);
  }

  static JinjaException cannotCompare(Object left, Object right) {
    return JinjaException.type(
        "can't compare " + PyTypes.describe(left) + " to " + PyTypes.describe(right));
  }
}
