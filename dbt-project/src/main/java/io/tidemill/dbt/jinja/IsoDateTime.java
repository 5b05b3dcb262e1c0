package io.tidemill.dbt.jinja;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code datetime.fromisoformat} of Python 3.11. */
final class IsoDateTime {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-?(\\d{2})-?(\\d{2})(?:.(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,}))?)?)?"
              + "(Z|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2})?)?)?)?");

  private IsoDateTime() {}

  static @Nullable PyDateTime parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
      String fraction = matcher.group(7) == null ? "" : matcher.group(7);
      int micro = fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6));
      LocalTime time =
          LocalTime.of(number(matcher, 4), number(matcher, 5), number(matcher, 6), micro * 1000);
      return new PyDateTime(LocalDateTime.of(date, time), zone(matcher.group(8)));
    } catch (DateTimeException outOfRange) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  private static @Nullable PyZone zone(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.equals("Z")) {
      return FixedZone.of(0);
    }
    String digits = text.substring(1).replace(":", "");
    int seconds = 0;
    for (int i = 0, unit = 3600; i < digits.length(); i += 2, unit /= 60) {
      seconds += Integer.parseInt(digits.substring(i, i + 2)) * unit;
    }
    return FixedZone.of(text.startsWith("-") ? -seconds : seconds);
  }
}
