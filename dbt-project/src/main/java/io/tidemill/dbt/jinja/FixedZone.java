package io.tidemill.dbt.jinja;

import java.time.LocalDateTime;

/**
 * A zone at a fixed distance from UTC, as {@code datetime.timezone} and {@code pytz.FixedOffset}
 * make it.
 */
record FixedZone(int seconds, String name, String repr) implements PyZone {

  static FixedZone of(int seconds) {
    return of(seconds, seconds == 0 ? "UTC" : "UTC" + Dates.offset(seconds, true));
  }

  private static FixedZone of(int seconds, String name) {
    String shown =
        seconds == 0
            ? "datetime.timezone.utc"
            : "datetime.timezone(" + PyTimedelta.ofSeconds(seconds).repr() + ")";
    return new FixedZone(seconds, name, shown);
  }

  static FixedZone pytz(int minutes) {
    return new FixedZone(minutes * 60, "None", "pytz.FixedOffset(" + minutes + ")");
  }

  @Override
  public int offsetOf(LocalDateTime local) {
    return seconds;
  }

  @Override
  public String str() {
    return name.equals("None") ? repr : name;
  }
}
