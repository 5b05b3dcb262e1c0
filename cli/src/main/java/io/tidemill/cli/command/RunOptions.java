package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How nodes are run, in dbt's own options. */
public final class RunOptions {
  @Option(
      names = {"-f", "--full-refresh"},
      description = "Rebuild incremental models and seeds from scratch.")
  private boolean fullRefresh;

  @Option(
      names = {"-x", "--fail-fast"},
      description = "Stop at the first failure.")
  private boolean failFast;

  @Option(names = "--store-failures", description = "Keep the failing rows of tests in tables.")
  private boolean storeFailures;

  @Option(names = "--empty", description = "Read no rows of refs and sources: a dry run.")
  private boolean empty;

  @Option(
      names = "--sample",
      paramLabel = "WINDOW",
      description = "Read only a time window of refs and sources that have an event_time.")
  private @Nullable String sample;

  @Option(
      names = {"--defer"},
      description = "Read unselected nodes from the environment of --state.")
  private boolean defer;

  @Option(
      names = "--favor-state",
      description = "With --defer: read them from there although they exist here.")
  private boolean favorState;

  @Option(
      names = {"--resource-type", "--resource-types"},
      paramLabel = "TYPE",
      description = "Run nodes of these types only. May be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = {"--exclude-resource-type", "--exclude-resource-types"},
      paramLabel = "TYPE",
      description = "Leave nodes of these types out. May be repeated.")
  private List<String> excludedTypes = new ArrayList<>();

  @Option(names = "--event-time-start", paramLabel = "TIME", description = "Of microbatch models.")
  private @Nullable String eventTimeStart;

  @Option(names = "--event-time-end", paramLabel = "TIME", description = "Of microbatch models.")
  private @Nullable String eventTimeEnd;

  @Option(
      names = {
        "--no-defer",
        "--no-favor-state",
        "--no-fail-fast",
        "--no-store-failures",
        "--write-json",
        "--no-write-json",
        "--export-saved-queries",
        "--no-export-saved-queries",
        "--inject-ephemeral-ctes",
        "--no-inject-ephemeral-ctes"
      },
      hidden = true)
  private boolean accepted;

  boolean fullRefresh() {
    return fullRefresh;
  }

  boolean failFast() {
    return failFast;
  }

  boolean defer() {
    return defer;
  }

  boolean favorState() {
    return favorState;
  }

  List<String> types() {
    return types;
  }

  List<String> excludedTypes() {
    return excludedTypes;
  }

  /** The members of {@code flags} that differ from dbt's defaults. */
  Map<String, Object> flags() {
    if (sample != null) {
      throw new UserException(
          "Expected no --sample, but got '%s': the pipeline does not sample. Use --empty for a dry run, or --event-time-start and --event-time-end for microbatch models"
              .formatted(sample));
    }
    Map<String, Object> flags = new TreeMap<>();
    put(flags, "STORE_FAILURES", storeFailures);
    put(flags, "EMPTY", empty);
    put(flags, "FAIL_FAST", failFast);
    put(flags, "DEFER", defer);
    put(flags, "FAVOR_STATE", favorState);
    if (eventTimeStart != null) {
      flags.put("EVENT_TIME_START", eventTimeStart);
    }
    if (eventTimeEnd != null) {
      flags.put("EVENT_TIME_END", eventTimeEnd);
    }
    return flags;
  }

  private static void put(Map<String, Object> flags, String name, boolean given) {
    if (given) {
      flags.put(name, true);
    }
  }
}
