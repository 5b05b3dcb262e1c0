package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes of an earlier supervisor that was killed. A process is ours only if both its id and its
 * start time are those we wrote down, so that a reused id harms nobody.
 */
final class LeftOvers {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOvers.class);
  private static final long GRACE_SECONDS = 10;

  private final Path dir;

  LeftOvers(LocalLayout layout) {
    dir = layout.processes();
  }

  /** Writes down a child. */
  void remember(ChildProcess child) {
    try {
      Files.createDirectories(dir);
      Files.writeString(
          dir.resolve(child.spec().name()),
          child.pid() + " " + startOf(ProcessHandle.of(child.pid())));
    } catch (IOException e) {
      throw new UserException("Expected to write to %s, but: %s".formatted(dir, e), e);
    }
  }

  /** Crosses out a child that has ended. */
  void forget(ChildSpec spec) {
    try {
      Files.deleteIfExists(dir.resolve(spec.name()));
    } catch (IOException e) {
      throw new UserException("Expected to delete from %s, but: %s".formatted(dir, e), e);
    }
  }

  /** Ends what an earlier supervisor left running; returns the names. */
  List<String> clear() throws InterruptedException {
    List<String> ended = new ArrayList<>();
    if (!Files.isDirectory(dir)) {
      return ended;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        String[] parts = Files.readString(file).split(" ", 2);
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
        if (process.isPresent() && startOf(process).equals(parts[1])) {
          end(process.get());
          ended.add(String.valueOf(file.getFileName()));
        }
        Files.deleteIfExists(file);
      }
    } catch (IOException | NumberFormatException e) {
      throw new UserException("Expected to read %s, but: %s".formatted(dir, e), e);
    }
    return ended;
  }

  private static void end(ProcessHandle process) throws InterruptedException {
    LOG.warn("Ending process {} left over by an earlier run", process.pid());
    process.destroy();
    try {
      process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private static String startOf(Optional<ProcessHandle> process) {
    return process
        .flatMap(handle -> handle.info().startInstant())
        .map(Instant::toString)
        .orElse("?");
  }
}
