package io.tidemill.cli.command;

import io.tidemill.cli.api.DbtLog;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What dbt lets one say about output and about how a command runs, whatever the command. Options
 * that have no meaning here are accepted, so that dbt's command lines work as they are.
 */
public final class LogOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Say only errors and what was asked for.")
  private boolean quiet;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "text, debug or json. Default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private String format = "text";

  @Option(names = "--no-print", description = "Suppress the lines of print() in macros.")
  private boolean noPrint;

  @Option(
      names = {"-d", "--debug"},
      description = "Say the level of each line.")
  private boolean debug;

  @Option(names = "--warn-error", description = "Count warnings as errors.")
  private boolean warnError;

  @Option(
      names = "--warn-error-options",
      paramLabel = "YAML",
      description = "Which warnings count as errors: '{error: all}' or '{error: [LogTestResult]}'.")
  private @Nullable String warnErrorOptions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Accepted; how many nodes run at a time is the executors' slots.")
  private @Nullable Integer threads;

  @Option(
      names = {
        "--use-colors",
        "--no-use-colors",
        "--partial-parse",
        "--no-partial-parse",
        "--print",
        "--no-quiet",
        "--no-debug",
        "--version-check",
        "--no-static-parser",
        "--static-parser",
        "--cache-selected-only",
        "--no-cache-selected-only",
        "--populate-cache",
        "--no-populate-cache",
        "--no-warn-error",
        "--single-threaded",
        "--no-single-threaded",
        "--no-send-anonymous-usage-stats",
        "--send-anonymous-usage-stats",
        "--use-experimental-parser",
        "--no-use-experimental-parser",
        "--show-all-deprecations"
      },
      hidden = true)
  private boolean accepted;

  @Option(
      names = {
        "--log-level",
        "--log-level-file",
        "--log-format-file",
        "--log-path",
        "--log-file-max-bytes",
        "--printer-width",
        "--use-colors-file",
        "--record-timing-info"
      },
      paramLabel = "VALUE",
      hidden = true)
  private @Nullable String acceptedValue;

  @Option(
      names = "--no-version-check",
      description = "Take packages that do not say they work with this version of dbt.")
  private boolean noVersionCheck;

  /** Whether packages must say that they work with this version of dbt. */
  boolean checksVersions() {
    return !noVersionCheck;
  }

  /** A log of this form to standard output. */
  DbtLog log() {
    DbtLog.Format lines =
        switch (format) {
          case "json" -> DbtLog.Format.JSON;
          case "debug" -> DbtLog.Format.DEBUG;
          case "text", "default" -> debug ? DbtLog.Format.DEBUG : DbtLog.Format.TEXT;
          default ->
              throw new io.tidemill.cli.UserException(
                  "Expected --log-format to be text, debug or json, but it is '%s'"
                      .formatted(format));
        };
    DbtLog log = new DbtLog(System.out::println, Clock.systemUTC(), lines, quiet);
    if (threads != null) {
      log.info(
          "--threads %d is noted; how many nodes run at a time is the executors' slots"
              .formatted(threads));
    }
    return log;
  }

  /** Whether what macros print is to be seen. */
  boolean prints() {
    return !noPrint;
  }

  /** Whether warnings of tests count as failures. */
  boolean warningsAreErrors() {
    if (warnError) {
      return true;
    }
    if (warnErrorOptions == null) {
      return false;
    }
    Map<String, Object> options = YamlArguments.map("--warn-error-options", warnErrorOptions);
    Object errors = options.getOrDefault("error", options.get("include"));
    return "all".equals(errors)
        || "*".equals(errors)
        || (errors instanceof Iterable<?> names
            && String.valueOf(names).matches(".*(LogTestResult|all).*"));
  }

  /** The members of {@code flags} that differ from dbt's defaults. */
  Map<String, Object> flags() {
    Map<String, Object> flags = new TreeMap<>();
    if (quiet) {
      flags.put("QUIET", true);
    }
    if (noPrint) {
      flags.put("PRINT", false);
    }
    if (warningsAreErrors()) {
      flags.put("WARN_ERROR", true);
    }
    return flags;
  }
}
