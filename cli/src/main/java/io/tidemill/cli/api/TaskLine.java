package io.tidemill.cli.api;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of dbt's run output: {@code 1 of 5 OK created sql table model db.name .... [OK in
 * 0.35s]}. The layout (80 columns, dots up to the bracket) is dbt-core's.
 */
final class TaskLine {
  private static final int WIDTH = 80;

  private TaskLine() {}

  static String start(int index, int total, String description) {
    return justified("%d of %d START %s".formatted(index, total, description), "RUN");
  }

  static String end(
      int index, int total, String verdict, String description, String status, Duration took) {
    return justified(
        "%d of %d %s %s".formatted(index, total, verdict, description),
        "%s in %s".formatted(status, seconds(took)));
  }

  static String skip(int index, int total, String description) {
    return justified("%d of %d SKIP %s".formatted(index, total, description), "SKIP");
  }

  /** Seconds with two decimals, as dbt prints them. */
  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.2fs", took.toMillis() / 1000.0);
  }

  private static String justified(String text, String status) {
    String padded = text + " ";
    int dots = Math.max(3, WIDTH - padded.length());
    return padded + ".".repeat(dots) + " [" + status + "]";
  }
}
