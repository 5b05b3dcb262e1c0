package io.tidemill.cli.api;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of dbt's run output: {@code 1 of 5 OK created sql table model db.name .... [OK in
 * 0.35s]}. The layout (80 columns, dots up to the bracket) is dbt-core's.
 */
public final class TaskLine {
  private static final int WIDTH = 80;

  private TaskLine() {}

  /** A node begins. */
  public static String start(int index, int total, String description) {
    return justified("%d of %d START %s".formatted(index, total, description), "RUN");
  }

  /** A node has ended. */
  public static String end(
      int index, int total, String verdict, String description, String status, Duration took) {
    return justified(
        "%d of %d %s %s".formatted(index, total, verdict, description),
        "%s in %s".formatted(status, seconds(took)));
  }

  /** A node is skipped. */
  public static String skip(int index, int total, String description) {
    return justified("%d of %d SKIP %s".formatted(index, total, description), "SKIP");
  }

  /** Seconds with two decimals, as dbt prints them. */
  public static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.2fs", took.toMillis() / 1000.0);
  }

  /** {@code 0 hours 1 minutes and 2.50 seconds (62.50s)}. */
  public static String longSeconds(Duration took) {
    return String.format(
        Locale.ROOT,
        "%d hours %d minutes and %.2f seconds (%s)",
        took.toHours(),
        took.toMinutesPart(),
        took.toMillis() % 60_000 / 1000.0,
        seconds(took));
  }

  /** {@code 1 error}, {@code 0 errors}. */
  public static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String justified(String text, String status) {
    String padded = text + " ";
    return padded + ".".repeat(Math.max(0, WIDTH - padded.length())) + " [" + status + "]";
  }
}
