package io.tidemill.dbt.jinja;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** {@code strftime} of Python on Linux in the C locale. */
final class Strftime {

  private static final String[] DAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private Strftime() {}

  static String dayName(int index) {
    return DAYS[index];
  }

  static String monthName(int index) {
    return MONTHS[index];
  }

  static String format(String format, LocalDateTime value, @Nullable PyZone zone) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        continue;
      }
      char directive = format.charAt(++i);
      char flag = 0;
      if ("-_0^#".indexOf(directive) >= 0 && i + 1 < format.length()) {
        flag = directive;
        directive = format.charAt(++i);
      }
      if (directive == ':' && i + 1 < format.length() && format.charAt(i + 1) == 'z') {
        i++;
        out.append("%:z");
        continue;
      }
      String text = directive(directive, value, zone);
      out.append(text == null ? "%" + directive : flagged(text, flag));
    }
    return out.toString();
  }

  private static String flagged(String text, char flag) {
    return switch (flag) {
      case '-' -> {
        int start = 0;
        while (start < text.length() - 1
            && (text.charAt(start) == '0' || text.charAt(start) == ' ')) {
          start++;
        }
        yield text.substring(start);
      }
      case '_' -> {
        int start = 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
          start++;
        }
        yield " ".repeat(start) + text.substring(start);
      }
      case '0' -> text.replace(' ', '0');
      case '^' -> text.toUpperCase(java.util.Locale.ROOT);
      case '#' -> StrCase.swapCase(text);
      default -> text;
    };
  }

  private static String two(int value) {
    return (value < 10 ? "0" : "") + value;
  }

  private static String padded(int value) {
    return (value < 10 ? " " : "") + value;
  }

  private static @Nullable String directive(
      char directive, LocalDateTime v, @Nullable PyZone zone) {
    int weekday = v.getDayOfWeek().getValue();
    int hour12 = v.getHour() % 12 == 0 ? 12 : v.getHour() % 12;
    return switch (directive) {
      case 'a' -> DAYS[weekday - 1].substring(0, 3);
      case 'A' -> DAYS[weekday - 1];
      case 'w' -> "" + weekday % 7;
      case 'u' -> "" + weekday;
      case 'd' -> two(v.getDayOfMonth());
      case 'e' -> padded(v.getDayOfMonth());
      case 'b', 'h' -> MONTHS[v.getMonthValue() - 1].substring(0, 3);
      case 'B' -> MONTHS[v.getMonthValue() - 1];
      case 'm' -> two(v.getMonthValue());
      case 'y' -> two(v.getYear() % 100);
      case 'Y' -> "" + v.getYear();
      case 'C' -> two(v.getYear() / 100);
      case 'H' -> two(v.getHour());
      case 'k' -> padded(v.getHour());
      case 'I' -> two(hour12);
      case 'l' -> padded(hour12);
      case 'p' -> v.getHour() < 12 ? "AM" : "PM";
      case 'P' -> v.getHour() < 12 ? "am" : "pm";
      case 'M' -> two(v.getMinute());
      case 'S' -> two(v.getSecond());
      case 'f' -> String.format("%06d", v.getNano() / 1000);
      case 'z' -> zone == null ? "" : Dates.offset(zone.offsetOf(v), false);
      case 'Z' -> zone == null ? "" : zone.name();
      case 'j' -> String.format("%03d", v.getDayOfYear());
      case 'U' -> two((v.getDayOfYear() + 6 - weekday % 7) / 7);
      case 'W' -> two((v.getDayOfYear() + 6 - (weekday - 1)) / 7);
      case 'V' -> two(Dates.isoWeek(v.toLocalDate()));
      case 'G' -> "" + Dates.isoYear(v.toLocalDate());
      case 'g' -> two(Dates.isoYear(v.toLocalDate()) % 100);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", v, zone);
      case 'x', 'D' -> format("%m/%d/%y", v, zone);
      case 'X', 'T' -> format("%H:%M:%S", v, zone);
      case 'F' -> format("%Y-%m-%d", v, zone);
      case 'R' -> format("%H:%M", v, zone);
      case 'r' -> format("%I:%M:%S %p", v, zone);
      case 's' -> "" + v.toEpochSecond(ZoneOffset.UTC);
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> null;
    };
  }
}
