package io.tidemill.executor.statement;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to run in one Glue statement.
 *
 * @param purpose what it does, in a few words for the journal and the log, e.g. {@code create
 *     table}
 * @param effect whether it changes anything outside the session
 * @param conf Spark settings that hold for this statement only
 * @param steps the steps, in order
 * @param maxRows rows brought back per step at most
 * @param timeout how long it may run; null: the profile's
 */
public record StatementRequest(
    String purpose,
    Effect effect,
    Map<String, String> conf,
    List<Step> steps,
    int maxRows,
    @Nullable Duration timeout) {

  /** Rows per step unless asked otherwise. */
  public static final int DEFAULT_MAX_ROWS = 10_000;

  public StatementRequest {
    conf = Map.copyOf(conf);
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one step in '" + purpose + "', but it has none");
    }
    if (steps.stream().map(Step::name).distinct().count() != steps.size()) {
      throw new IllegalArgumentException(
          "Expected step names of '"
              + purpose
              + "' to be unique, but they are "
              + steps.stream().map(Step::name).toList());
    }
  }

  /** A statement that changes something. */
  public static StatementRequest write(String purpose, List<? extends Step> steps) {
    return new StatementRequest(
        purpose, Effect.WRITES, Map.of(), List.copyOf(steps), DEFAULT_MAX_ROWS, null);
  }

  /** A statement that only reads; running it twice does no harm. */
  public static StatementRequest read(String purpose, List<? extends Step> steps) {
    return new StatementRequest(
        purpose, Effect.READS, Map.of(), List.copyOf(steps), DEFAULT_MAX_ROWS, null);
  }

  /** The same request with more Spark settings; the given ones win over those it has. */
  public StatementRequest withConf(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(conf);
    all.putAll(more);
    return new StatementRequest(purpose, effect, all, steps, maxRows, timeout);
  }

  /** The same request bringing back at most {@code rows} rows per step. */
  public StatementRequest withMaxRows(int rows) {
    return new StatementRequest(purpose, effect, conf, steps, rows, timeout);
  }

  /** The same request, cancelled when it runs longer than {@code limit}. */
  public StatementRequest withTimeout(Duration limit) {
    return new StatementRequest(purpose, effect, conf, steps, maxRows, limit);
  }

  /**
   * SHA-256 over the steps, hexadecimal. Settings, attempt and epoch are not in it: the same work
   * asked for by a later epoch has the same hash, provided its SQL names nothing that changes with
   * the epoch.
   */
  public String hash() {
    return StatementHash.of(steps);
  }

  /** The step of that name. */
  public Optional<Step> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
