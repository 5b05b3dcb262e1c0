package io.tidemill.planner.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Worker;
import io.tidemill.planner.trigger.ScheduleBook.Firing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires schedules. What was fired is kept in a file, so that a restart neither repeats nor forgets;
 * a crash between firing and keeping fires again with the same version, by which the planner knows
 * it.
 */
final class ScheduleIngestor implements Starting {
  private static final Logger log = LoggerFactory.getLogger(ScheduleIngestor.class);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final Supplier<Collection<Schedule>> schedules;
  private final Path memory;
  private final TriggerLog triggers;
  private final Supplier<String> triggerIds;
  private final Clock clock;
  private final Worker worker;
  private ScheduleBook book = new ScheduleBook(Map.of());

  ScheduleIngestor(
      Supplier<Collection<Schedule>> schedules,
      Path memory,
      TriggerLog triggers,
      Supplier<String> triggerIds,
      Clock clock) {
    this.schedules = schedules;
    this.memory = memory;
    this.triggers = triggers;
    this.triggerIds = triggerIds;
    this.clock = clock;
    this.worker = new Worker("schedules", LONGEST_SLEEP, this::step);
  }

  @Override
  public void start() {
    try {
      book = new ScheduleBook(read(memory));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to read fired schedules from " + memory + ", but: " + e.getMessage(), e);
    }
    worker.start();
  }

  private void step() throws IOException, InterruptedException {
    Instant now = clock.instant();
    Map<String, Instant> before = book.settled();
    for (Firing firing : book.due(schedules.get(), now)) {
      fire(firing);
      book.settle(firing);
    }
    if (!book.settled().equals(before)) {
      write(memory, book.settled());
    }
    Thread.sleep(LONGEST_SLEEP.toMillis());
  }

  private void fire(Firing firing) {
    Schedule schedule = firing.schedule();
    if (!firing.fires()) {
      log.warn(
          "Schedule '{}' missed {} while the planner was down; skipped, as its policy says",
          schedule.name(),
          firing.time());
      return;
    }
    triggers.append(List.of(trigger(firing)));
    log.info("Schedule '{}' fired for {}", schedule.name(), firing.time());
  }

  private Trigger trigger(Firing firing) {
    Schedule schedule = firing.schedule();
    return Trigger.newBuilder()
        .setTriggerId(triggerIds.get())
        .setKind(TriggerKind.SCHEDULE)
        .setEnvironment(schedule.environment())
        .setSource(schedule.name())
        .setSubject(schedule.subject())
        .setVersion(firing.time().toString())
        .setOccurredAt(firing.time())
        .setReceivedAt(Instant.ofEpochMilli(clock.millis()))
        .setParameters(schedule.parameters())
        .build();
  }

  private static Map<String, Instant> read(Path file) throws IOException {
    Map<String, Instant> settled = new HashMap<>();
    if (!Files.exists(file)) {
      return settled;
    }
    for (String line : Files.readAllLines(file, UTF_8)) {
      int tab = line.lastIndexOf('\t');
      try {
        settled.put(line.substring(0, Math.max(0, tab)), Instant.parse(line.substring(tab + 1)));
      } catch (DateTimeException e) {
        throw new IOException(
            "Expected a schedule, a tab and a time, but a line of it is '" + line + "'", e);
      }
    }
    return settled;
  }

  private static void write(Path file, Map<String, Instant> settled) throws IOException {
    StringBuilder text = new StringBuilder();
    settled.forEach((name, time) -> text.append(name).append('\t').append(time).append('\n'));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        fresh,
        text,
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    worker.close();
  }
}
