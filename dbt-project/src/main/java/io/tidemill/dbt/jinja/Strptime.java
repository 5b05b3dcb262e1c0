package io.tidemill.dbt.jinja;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's {@code datetime.strptime}. */
final class Strptime {

  private final String text;
  private final String format;
  private int at;
  private int year = 1900;
  private int month = 1;
  private int day = 1;
  private int hour;
  private int minute;
  private int second;
  private int micro;
  private int dayOfYear = -1;
  private int afternoon = -1;
  private @Nullable PyZone zone;

  Strptime(String text, String format) {
    this.text = text;
    this.format = format;
  }

  Object parse() {
    fields(format);
    if (at < text.length()) {
      throw JinjaException.value("unconverted data remains: " + text.substring(at));
    }
    if (afternoon >= 0) {
      hour = hour % 12 + 12 * afternoon;
    }
    LocalDate date =
        dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : Dates.date(year, month, day);
    LocalDateTime local = date.atTime(Dates.time(hour, minute, second, micro));
    return new PyDateTime(local, zone);
  }

  private JinjaException mismatch() {
    return JinjaException.value(
        "time data " + PyRepr.quote(text) + " does not match format " + PyRepr.quote(format));
  }

  private void fields(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (PyText.isSpace(c)) {
        int start = at;
        while (at < text.length() && PyText.isSpace(text.charAt(at))) {
          at++;
        }
        if (at == start) {
          throw mismatch();
        }
      } else if (c == '%') {
        if (++i >= pattern.length()) {
          throw JinjaException.value("stray % in format " + PyRepr.quote(format));
        }
        directive(pattern.charAt(i));
      } else if (at < text.length()
          && Character.toLowerCase(text.charAt(at)) == Character.toLowerCase(c)) {
        at++;
      } else {
        throw mismatch();
      }
    }
  }

  private void directive(char directive) {
    switch (directive) {
      case 'Y' -> year = digits(4, 4, 9999);
      case 'y' -> {
        int short2 = digits(2, 2, 99);
        year = short2 <= 68 ? 2000 + short2 : 1900 + short2;
      }
      case 'm' -> month = atLeastOne(digits(1, 2, 12));
      case 'd' -> day = atLeastOne(digits(1, 2, 31));
      case 'H' -> hour = digits(1, 2, 23);
      case 'I' -> {
        hour = atLeastOne(digits(1, 2, 12));
        afternoon = Math.max(0, afternoon);
      }
      case 'M' -> minute = digits(1, 2, 59);
      case 'S' -> second = digits(1, 2, 61);
      case 'j' -> dayOfYear = atLeastOne(digits(1, 3, 366));
      case 'f' -> fraction();
      case 'p' -> afternoon = name(new String[] {"am", "pm"});
      case 'b', 'h' -> month = 1 + name(months(3));
      case 'B' -> month = 1 + name(months(99));
      case 'a' -> name(days(3));
      case 'A' -> name(days(99));
      case 'w', 'u' -> digits(1, 1, 7);
      case 'U', 'W', 'V' -> digits(1, 2, 53);
      case 'z' -> offset();
      case 'Z' -> zoneName();
      case 'c' -> fields("%a %b %d %H:%M:%S %Y");
      case 'x' -> fields("%m/%d/%y");
      case 'X' -> fields("%H:%M:%S");
      case '%' -> literal('%');
      default ->
          throw JinjaException.value(
              "'" + directive + "' is a bad directive in format " + PyRepr.quote(format));
    }
  }

  private int atLeastOne(int value) {
    if (value < 1) {
      throw mismatch();
    }
    return value;
  }

  /**
   * As many digits as possible whose value does not exceed a bound, as a regular expression would
   * take them.
   */
  private int digits(int least, int most, int bound) {
    int end = at;
    while (end < text.length() && end - at < most && Character.isDigit(text.charAt(end))) {
      end++;
    }
    while (end - at >= least) {
      int value = Integer.parseInt(text.substring(at, end));
      if (value <= bound) {
        at = end;
        return value;
      }
      end--;
    }
    throw mismatch();
  }

  private void fraction() {
    int end = at;
    while (end < text.length() && end - at < 6 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw mismatch();
    }
    micro = Integer.parseInt((text.substring(at, end) + "00000").substring(0, 6));
    at = end;
  }

  private static String[] months(int length) {
    String[] names = new String[12];
    for (int i = 0; i < 12; i++) {
      String name = Strftime.monthName(i).toLowerCase(Locale.ROOT);
      names[i] = name.substring(0, Math.min(length, name.length()));
    }
    return names;
  }

  private static String[] days(int length) {
    String[] names = new String[7];
    for (int i = 0; i < 7; i++) {
      String name = Strftime.dayName(i).toLowerCase(Locale.ROOT);
      names[i] = name.substring(0, Math.min(length, name.length()));
    }
    return names;
  }

  private int name(String[] names) {
    int best = -1;
    for (int i = 0; i < names.length; i++) {
      boolean matches = text.regionMatches(true, at, names[i], 0, names[i].length());
      if (matches && (best < 0 || names[i].length() > names[best].length())) {
        best = i;
      }
    }
    if (best < 0) {
      throw mismatch();
    }
    at += names[best].length();
    return best;
  }

  private void literal(char c) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw mismatch();
    }
    at++;
  }

  private void offset() {
    if (at < text.length() && (text.charAt(at) == 'Z')) {
      at++;
      zone = FixedZone.of(0);
      return;
    }
    if (at >= text.length() || text.charAt(at) != '+' && text.charAt(at) != '-') {
      throw mismatch();
    }
    boolean negative = text.charAt(at++) == '-';
    int seconds = digits(2, 2, 99) * 3600;
    boolean colon = at < text.length() && text.charAt(at) == ':';
    at += colon ? 1 : 0;
    seconds += digits(2, 2, 59) * 60;
    if (at + 1 < text.length()
        && (colon ? text.charAt(at) == ':' : Character.isDigit(text.charAt(at)))) {
      at += colon ? 1 : 0;
      seconds += digits(2, 2, 59);
    }
    zone = FixedZone.of(negative ? -seconds : seconds);
  }

  private void zoneName() {
    for (String known : new String[] {"UTC", "GMT"}) {
      if (text.regionMatches(true, at, known, 0, 3)) {
        at += 3;
        return;
      }
    }
    throw mismatch();
  }
}
