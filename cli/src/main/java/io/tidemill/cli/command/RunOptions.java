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

  @Option(
      names = "--store-failures",
      description = "Refused: set store_failures in the project instead.")
  private boolean storeFailures;

  @Option(names = "--empty", description = "Read no rows of refs and sources: a dry run.")
  private boolean empty;

  @Option(
      names = "--sample",
      paramLabel = "WINDOW",
      description = "Refused: use --empty, or the event-time options.")
  private @Nullable String sample;

  @Option(
      names = {"--defer"},
      description = "Refused: use clone instead.")
  private boolean defer;

  @Option(names = "--favor-state", description = "Refused, as --defer.")
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

  List<String> types() {
    return types;
  }

  List<String> excludedTypes() {
    return excludedTypes;
  }

  /** The members of {@code flags} that differ from dbt's defaults. */
  Map<String, Object> flags() {
    if (storeFailures) {
      throw new UserException(
          "Expected no --store-failures: the pipeline does not carry it. Set +store_failures: true under data_tests in dbt_project.yml, which it does");
    }
    if (defer || favorState) {
      throw new UserException(
          "Expected no --defer: runs of the pipeline read their own environment. Make what is missing available with: tidemill clone --state DIR");
    }
    if (sample != null) {
      throw new UserException(
          "Expected no --sample, but got '%s': the pipeline does not sample. Use --empty for a dry run, or --event-time-start and --event-time-end for microbatch models"
              .formatted(sample));
    }
    Map<String, Object> flags = new TreeMap<>();
    put(flags, "EMPTY", empty);
    put(flags, "FAIL_FAST", failFast);
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
