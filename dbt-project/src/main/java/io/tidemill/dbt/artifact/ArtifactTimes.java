package io.tidemill.dbt.artifact;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as artifacts write them. */
final class ArtifactTimes {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private ArtifactTimes() {}

  static String text(Instant instant) {
    return MICROSECONDS.format(instant);
  }

  static double seconds(Duration duration) {
    // Not toNanos: a source without rows is two thousand years old.
    return duration.toSeconds() + duration.getNano() / 1e9;
  }
}
