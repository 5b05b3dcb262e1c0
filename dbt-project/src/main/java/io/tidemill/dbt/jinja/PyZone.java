package io.tidemill.dbt.jinja;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Python's tzinfo. */
public interface PyZone extends JinjaObject {

  /** The zone's name for what it is at a local time. */
  String name();

  /** Seconds east of UTC at a local time. */
  int offsetOf(LocalDateTime local);

  /** Seconds of daylight saving at a local time. */
  default int daylightOf(LocalDateTime local) {
    return 0;
  }

  /** The moment in this zone. */
  default PyDateTime at(Instant instant) {
    LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return new PyDateTime(utc.plusSeconds(offsetOf(utc)), this);
  }

  @Override
  default String pythonType() {
    return "tzinfo";
  }
}
