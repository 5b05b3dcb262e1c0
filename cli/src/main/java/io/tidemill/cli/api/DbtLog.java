package io.tidemill.cli.api;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says things as dbt's log does: a time and a message a line, or a JSON object a line.
 *
 * <p>Thread-safe when its outlet is.
 */
public final class DbtLog {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final JsonMapper JSON = new JsonMapper();

  /** How lines look. */
  public enum Format {
    /** Time and message. */
    TEXT,
    /** Time, level and message. */
    DEBUG,
    /** One object a line. */
    JSON
  }

  /** How grave a line is. */
  private enum Level {
    INFO,
    WARN,
    ERROR
  }

  private final Consumer<String> out;
  private final Clock clock;
  private final Format format;
  private final boolean quiet;

  /**
   * @param out where lines go
   * @param quiet whether only errors and results are said
   */
  public DbtLog(Consumer<String> out, Clock clock, Format format, boolean quiet) {
    this.out = out;
    this.clock = clock;
    this.format = format;
    this.quiet = quiet;
  }

  /** Text lines, everything said. */
  public static DbtLog plain(Consumer<String> out, Clock clock) {
    return new DbtLog(out, clock, Format.TEXT, false);
  }

  public void info(String message) {
    if (!quiet) {
      say(Level.INFO, message);
    }
  }

  public void warn(String message) {
    if (!quiet) {
      say(Level.WARN, message);
    }
  }

  public void error(String message) {
    say(Level.ERROR, message);
  }

  /** What was asked for: said without a time, and also when all else is quiet. */
  public void result(String message) {
    if (format == Format.JSON) {
      say(Level.INFO, message);
    } else {
      out.accept(message);
    }
  }

  private void say(Level level, String message) {
    if (format == Format.JSON) {
      ObjectNode line = JSON.createObjectNode();
      ObjectNode info = line.putObject("info");
      info.put("level", level.name().toLowerCase(Locale.ROOT));
      info.put("msg", message);
      info.put("ts", clock.instant().toString());
      line.putObject("data").put("msg", message);
      out.accept(line.toString());
      return;
    }
    String time = LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(TIME);
    String mark =
        format == Format.DEBUG ? "[%-5s] ".formatted(level.name().toLowerCase(Locale.ROOT)) : "";
    out.accept(time + "  " + mark + message);
  }
}
