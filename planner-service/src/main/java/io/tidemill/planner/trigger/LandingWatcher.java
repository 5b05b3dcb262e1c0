package io.tidemill.planner.trigger;

import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces files that land below a folder as S3 would: at least once each, as they are when
 * complete. The file system is asked to tell of changes; all is looked at from time to time as
 * well, since it may not.
 *
 * <p>A file is remembered after Kafka has acknowledged it. A crash in between announces it again
 * with the same etag and sequencer, by which the planner knows it.
 */
final class LandingWatcher implements Starting {
  private static final Logger log = LoggerFactory.getLogger(LandingWatcher.class);

  private final Path lakeRoot;
  private final LandingProperties properties;
  private final Supplier<Collection<LandingLocation>> locations;
  private final Path memory;
  private final TriggerLog triggers;
  private final Supplier<String> triggerIds;
  private final Clock clock;
  private final Worker worker;
  private final Map<WatchKey, Path> watched = new HashMap<>();
  private final Set<Path> watchedFolders = new HashSet<>();
  private @Nullable WatchService changes;
  private @Nullable AnnouncedFiles announced;
  private @Nullable LandingScan scan;
  private Instant nextRescan = Instant.EPOCH;
  private List<LandedFile> unacknowledged = List.of();

  LandingWatcher(
      Path lakeRoot,
      LandingProperties properties,
      Supplier<Collection<LandingLocation>> locations,
      Path memory,
      TriggerLog triggers,
      Supplier<String> triggerIds,
      Clock clock) {
    this.lakeRoot = lakeRoot.toAbsolutePath().normalize();
    this.properties = properties;
    this.locations = locations;
    this.memory = memory;
    this.triggers = triggers;
    this.triggerIds = triggerIds;
    this.clock = clock;
    this.worker = new Worker("landing-watcher", properties.rescan(), this::step);
  }

  @Override
  public void start() {
    try {
      AnnouncedFiles known = AnnouncedFiles.open(memory);
      announced = known;
      scan = new LandingScan(lakeRoot, properties.settle(), known);
      changes = lakeRoot.getFileSystem().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to remember announced files in " + memory + ", but: " + e.getMessage(), e);
    }
    log.info("Watching for landings below {}", lakeRoot);
    worker.start();
  }

  private void step() throws IOException, InterruptedException {
    LandingScan current = scan;
    AnnouncedFiles known = announced;
    if (current == null || known == null) {
      throw new IllegalStateException("Expected start() to be called first, but it was not");
    }
    awaitChange(current);
    Instant now = clock.instant();
    if (!now.isBefore(nextRescan)) {
      for (LandingLocation location : List.copyOf(locations.get())) {
        // A folder that is there can be watched, and someone who tries us finds where to drop
        // files.
        Path folder = Files.createDirectories(location.folder(lakeRoot));
        current.discover(folder, now, this::watch);
      }
      nextRescan = now.plus(properties.rescan());
    }
    if (unacknowledged.isEmpty()) {
      unacknowledged = current.settled(now);
    }
    if (!unacknowledged.isEmpty()) {
      triggers.append(unacknowledged.stream().map(this::trigger).toList());
      known.add(unacknowledged);
      log.info(
          "Announced {} landed files, the first {}",
          unacknowledged.size(),
          unacknowledged.get(0).key());
      unacknowledged = List.of();
    }
  }

  private void awaitChange(LandingScan current) throws IOException, InterruptedException {
    WatchService service = changes;
    if (service == null) {
      return;
    }
    // While something settles, look twice in the settling time; else whenever something happens.
    long wait =
        current.hasUnsettled()
            ? Math.max(1, properties.settle().toMillis() / 2)
            : properties.rescan().toMillis();
    try {
      WatchKey key =
          nextRescan.equals(Instant.EPOCH) ? null : service.poll(wait, TimeUnit.MILLISECONDS);
      for (; key != null; key = service.poll()) {
        noteChanges(current, key);
      }
    } catch (ClosedWatchServiceException e) {
      throw (InterruptedException) new InterruptedException("closed").initCause(e);
    }
  }

  private void noteChanges(LandingScan current, WatchKey key) throws IOException {
    @Nullable Path folder = watched.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (folder == null || event.kind() == StandardWatchEventKinds.OVERFLOW) {
        nextRescan = Instant.MIN;
      } else if (event.context() instanceof Path name) {
        Path changed = folder.resolve(name);
        current.note(changed, clock.instant());
        if (LandingNames.isLookedInto(changed)) {
          current.discover(changed, clock.instant(), this::watch);
        }
      }
    }
    if (!key.reset()) {
      watched.remove(key);
      watchedFolders.remove(folder);
    }
  }

  private void watch(Path folder) {
    WatchService service = changes;
    if (service == null || !watchedFolders.add(folder)) {
      return;
    }
    try {
      watched.put(
          folder.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY),
          folder);
    } catch (IOException e) {
      log.warn(
          "Expected the file system to tell of changes in {}, but: {}; looking every {} ms instead",
          folder,
          e.getMessage(),
          properties.rescan().toMillis());
    }
  }

  private Trigger trigger(LandedFile file) {
    return Trigger.newBuilder()
        .setTriggerId(triggerIds.get())
        .setKind(TriggerKind.OBJECT_CREATED)
        .setSource(file.bucket())
        .setSubject(file.key())
        .setEtag(file.version())
        .setSequencer(file.sequencer())
        .setSize(file.size())
        .setOccurredAt(Instant.ofEpochMilli(file.placed().toEpochMilli()))
        .setReceivedAt(Instant.ofEpochMilli(clock.millis()))
        .build();
  }

  @Override
  public void close() {
    worker.close();
    try {
      if (changes != null) {
        changes.close();
      }
      if (announced != null) {
        announced.close();
      }
    } catch (IOException e) {
      log.warn("Expected to close the landing watcher cleanly, but: {}", e.getMessage());
    }
  }
}
