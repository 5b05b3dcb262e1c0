package io.tidemill.cli.demo;

import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.LocalSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The life of the retail example: what lands when, and waiting until the planner has answered it.
 * Not thread-safe.
 */
public final class RetailStory {
  /** First order date in the data. */
  public static final LocalDate FIRST_DAY = LocalDate.of(1998, 7, 1);

  /** Last order date in the data. */
  public static final LocalDate LAST_DAY = LocalDate.of(1998, 7, 12);

  private static final LocalDate LATE_DAY = LocalDate.of(1998, 7, 5);
  private static final int HISTORY_DAYS = 10;
  private static final int MOVED_EVERY = 50;
  private static final long POLL_MILLIS = 100;
  private static final int LEDGER_ENTRIES = 2000;
  private static final Set<String> UNDECIDED = Set.of("WAITING");

  private final PlannerApi api;
  private final LandingFolder landing;
  private final RetailData data;
  private final Duration patience;

  /**
   * @param lake folder that holds the buckets
   * @param scale TPC-H scale factor
   * @param patience how long a landing's runs may take
   */
  public RetailStory(PlannerApi api, Path lake, double scale, Duration patience) {
    this.api = api;
    this.landing = new LandingFolder(lake);
    this.data = new RetailData(scale, FIRST_DAY, LAST_DAY);
    this.patience = patience;
  }

  /** Where files land. */
  public Path landingFolder() {
    return landing.bucket();
  }

  /** The small tables, and all orders up to the tenth day; of the late day only half. */
  public Map<String, String> history() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("region/region.csv", data.regions());
    files.put("nation/nation.csv", data.nations());
    files.put("supplier/supplier.csv", data.suppliers());
    files.put("part/part.csv", data.parts());
    files.put("customer/customer.csv", data.customers());
    for (LocalDate day : data.days().stream().limit(HISTORY_DAYS).toList()) {
      int parts = day.equals(LATE_DAY) ? 2 : 1;
      files.put(key("orders", day, 1), data.orders(day, 0, parts));
      files.put(key("lineitem", day, 1), data.lines(day, 0, parts));
    }
    return files;
  }

  /** The next day, in one file for orders and one for their lines. */
  public Map<String, String> nextDay() {
    return day(LAST_DAY.minusDays(1));
  }

  /** The last day. */
  public Map<String, String> lastDay() {
    return day(LAST_DAY);
  }

  /** What was missing of the late day, a week too late. */
  public Map<String, String> lateFile() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(key("orders", LATE_DAY, 2), data.orders(LATE_DAY, 1, 2));
    files.put(key("lineitem", LATE_DAY, 2), data.lines(LATE_DAY, 1, 2));
    return files;
  }

  /** The customers again, some of whom moved to another market segment. */
  public Map<String, String> movedCustomers() {
    return Map.of("customer/customer.csv", data.customersAfterMove(MOVED_EVERY, "MACHINERY"));
  }

  /** Lands files; returns at once. */
  public void land(Map<String, String> files) {
    files.forEach(landing::land);
  }

  /**
   * Lands files and waits until each has reached its state in the ledger and every run that it
   * caused has ended.
   *
   * @throws UserException if that takes longer than the patience given
   */
  public List<LandedRun> landAndAwait(Map<String, String> files) throws InterruptedException {
    Instant since = Instant.now();
    land(files);
    return await(files.keySet(), since);
  }

  /** Waits for what landed since a moment, as {@link #landAndAwait} does. */
  public List<LandedRun> await(Set<String> keys, Instant since) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (true) {
      Map<String, JsonNode> decided = decided(keys, since);
      if (decided.keySet().containsAll(keys)) {
        return ended(decided, deadline);
      }
      Set<String> open = new LinkedHashSet<>(keys);
      open.removeAll(decided.keySet());
      pause(deadline, "the ledger to decide on " + open);
    }
  }

  private Map<String, JsonNode> decided(Set<String> keys, Instant since) {
    Map<String, JsonNode> decided = new LinkedHashMap<>();
    for (JsonNode entry :
        api.get(
                "/v1/events?environment=%s&limit=%d"
                    .formatted(LocalSystem.ENVIRONMENT, LEDGER_ENTRIES))
            .path("events")) {
      String key = entry.path("subject").asString();
      if (keys.contains(key)
          && !UNDECIDED.contains(entry.path("state").asString())
          && !LandedRun.instant(entry, "receivedAt").isBefore(since)) {
        decided.putIfAbsent(key, entry);
      }
    }
    return decided;
  }

  private List<LandedRun> ended(Map<String, JsonNode> decided, Instant deadline)
      throws InterruptedException {
    Set<String> runIds = new LinkedHashSet<>();
    decided.values().stream()
        .map(entry -> entry.path("runId"))
        .filter(JsonNode::isString)
        .forEach(id -> runIds.add(id.asString()));
    Map<String, LandedRun> runs = new LinkedHashMap<>();
    for (String runId : runIds) {
      Duration left = Duration.between(Instant.now(), deadline);
      JsonNode answer = api.awaitEnd(runId, left, running -> {});
      runs.put(runId, LandedRun.of(answer));
    }
    return List.copyOf(runs.values());
  }

  private static void pause(Instant deadline, String awaited) throws InterruptedException {
    if (Instant.now().isAfter(deadline)) {
      throw new UserException(
          "Expected %s in time, but it did not happen. Look at ./tidemill runs and at the logs"
              .formatted(awaited));
    }
    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
  }

  private Map<String, String> day(LocalDate day) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(key("orders", day, 1), data.orders(day, 0, 1));
    files.put(key("lineitem", day, 1), data.lines(day, 0, 1));
    return files;
  }

  private static String key(String table, LocalDate day, int part) {
    return "%s/dt=%s/part-%04d.csv".formatted(table, day, part);
  }
}
