package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.api.TaskLine;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.artifact.FreshnessResult;
import io.tidemill.dbt.artifact.NodeStatus;
import io.tidemill.dbt.artifact.SourcesArtifact;
import io.tidemill.dbt.artifact.Timing;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.QueryResult;
import io.tidemill.dbt.manifest.ManifestSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill source freshness}: how old the newest row of each source is. */
@Command(
    name = "freshness",
    aliases = "snapshot-freshness",
    description = {
      "Ask each source with freshness rules for its newest row and write target/sources.json.",
      "Exits with 1 when one is stale beyond error_after, or cannot be asked."
    },
    mixinStandardHelpOptions = true)
public final class FreshnessCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private StateOptions state = new StateOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write instead of target/sources.json.")
  private @Nullable Path output;

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    DbtProject loaded = DbtProject.load(project.source());
    Invocations.announce(log, loaded);
    List<ManifestSource> sources = sources(loaded);
    Instant started = Instant.now();
    Invocation invocation = Invocations.of("freshness", logging, project.variables());
    List<FreshnessResult> results = new ArrayList<>();
    if (sources.isEmpty()) {
      log.warn(
          "[WARNING]: Nothing to do. Try checking your model configs and model specification args");
    } else {
      Invocations.concurrency(log, loaded);
      try (GlueWarehouse warehouse = aws.open(loaded, "freshness")) {
        NodeCompiler compiler = loaded.compiler(warehouse, invocation);
        for (ManifestSource source : sources) {
          results.add(ask(warehouse, compiler, source, results.size() + 1, sources.size(), log));
        }
      }
    }
    Duration took = Duration.between(started, Instant.now());
    Path file = output == null ? project.targetPath() : output;
    new SourcesArtifact(Invocations.metadata(invocation), results, took).write(file);
    return summarize(results, took, log);
  }

  private List<ManifestSource> sources(DbtProject loaded) {
    return selection
        .in(loaded.manifest(), state.selection(project.targetPath()), Set.of("source"))
        .stream()
        .map(id -> loaded.manifest().sources().get(id))
        .filter(source -> hasRules(source.freshness()))
        .toList();
  }

  private static boolean hasRules(Map<String, Object> freshness) {
    return period(freshness, "warn_after") != null || period(freshness, "error_after") != null;
  }

  private static FreshnessResult ask(
      GlueWarehouse warehouse,
      NodeCompiler compiler,
      ManifestSource source,
      int index,
      int total,
      DbtLog log) {
    String name = source.sourceName() + "." + source.name();
    log.info(TaskLine.start(index, total, "freshness of " + name));
    Instant started = Instant.now();
    FreshnessResult result;
    try {
      QueryResult rows = warehouse.query(query(compiler, source));
      result = measured(source, rows, started);
    } catch (RuntimeException e) {
      result = new FreshnessResult.Failed(source.uniqueId(), String.valueOf(e.getMessage()));
    }
    String verdict =
        switch (result.status()) {
          case RUNTIME_ERROR -> "ERROR";
          case ERROR -> "ERROR STALE";
          case WARN -> "WARN";
          default -> "PASS";
        };
    Duration took = Duration.between(started, Instant.now());
    String line = TaskLine.end(index, total, verdict, "freshness of " + name, verdict, took);
    if (verdict.startsWith("ERROR")) {
      log.error(line);
    } else {
      log.info(line);
    }
    return result;
  }

  private static String query(NodeCompiler compiler, ManifestSource source) {
    String custom = source.loadedAtQuery();
    if (custom != null) {
      return "select (%s) as max_loaded_at, current_timestamp() as snapshotted_at"
          .formatted(compiler.compileInline(custom).compiledCode());
    }
    String field = source.loadedAtField();
    if (field == null) {
      throw new UserException(
          "Could not compute freshness for source %s: no 'loaded_at_field' provided and glue adapter does not support metadata-based freshness checks."
              .formatted(source.name()));
    }
    Object filter = source.freshness().get("filter");
    return "select max(%s) as max_loaded_at, current_timestamp() as snapshotted_at from %s%s"
        .formatted(field, source.relationName(), filter == null ? "" : " where " + filter);
  }

  private static FreshnessResult measured(
      ManifestSource source, QueryResult rows, Instant started) {
    List<Object> row = rows.rows().get(0);
    Object loaded = row.get(0);
    Instant now = instant(row.get(1), Instant.now());
    // dbt takes a source without rows for one that was loaded at the beginning of time.
    Instant newest = instant(loaded, LocalDateTime.of(1, 1, 1, 0, 0).toInstant(ZoneOffset.UTC));
    Duration age = Duration.between(newest, now);
    Instant ended = Instant.now();
    return new FreshnessResult.Measured(
        source.uniqueId(),
        status(source.freshness(), age),
        newest,
        now,
        source.freshness(),
        Map.of("_message", "OK"),
        List.of(new Timing("compile", started, started), new Timing("execute", started, ended)),
        "main",
        Duration.between(started, ended));
  }

  /** What an age means under a source's rules. */
  static NodeStatus status(Map<String, Object> rules, Duration age) {
    Duration error = period(rules, "error_after");
    if (error != null && age.compareTo(error) > 0) {
      return NodeStatus.ERROR;
    }
    Duration warn = period(rules, "warn_after");
    return warn != null && age.compareTo(warn) > 0 ? NodeStatus.WARN : NodeStatus.PASS;
  }

  private static @Nullable Duration period(Map<String, Object> rules, String name) {
    if (!(rules.get(name) instanceof Map<?, ?> rule)
        || !(rule.get("count") instanceof Number count)
        || rule.get("period") == null) {
      return null;
    }
    return switch (String.valueOf(rule.get("period"))) {
      case "minute" -> Duration.ofMinutes(count.longValue());
      case "hour" -> Duration.ofHours(count.longValue());
      default -> Duration.ofDays(count.longValue());
    };
  }

  private static Instant instant(@Nullable Object value, Instant absent) {
    if (value == null) {
      return absent;
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    if (value instanceof LocalDate day) {
      return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    try {
      return LocalDateTime.parse(value.toString().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      try {
        return LocalDate.parse(value.toString()).atStartOfDay().toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException noDay) {
        throw new UserException(
            "Expected a timestamp value when querying field of max_loaded_at, but received value of type '%s': %s. Cast it in loaded_at_field"
                .formatted(value.getClass().getSimpleName(), value),
            noDay);
      }
    }
  }

  private static int summarize(List<FreshnessResult> results, Duration took, DbtLog log) {
    log.info("");
    log.info(
        "Finished running %s in %s."
            .formatted(TaskLine.counted(results.size(), "source"), TaskLine.longSeconds(took)));
    boolean failed = false;
    for (FreshnessResult result : results) {
      if (result instanceof FreshnessResult.Failed broken) {
        log.info("");
        log.error("[ERROR]: in %s".formatted(broken.uniqueId()));
        log.error("  " + broken.error().strip().replace("\n", "\n  "));
      }
      failed |= result.status() == NodeStatus.ERROR || result.status() == NodeStatus.RUNTIME_ERROR;
    }
    log.info("Done.");
    return failed ? ExitCodes.FAILED : ExitCodes.OK;
  }
}
