package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running child: started, awaited, stopped. */
final class ChildProcess {
  private static final Duration POLL = Duration.ofMillis(60);
  private static final int LOG_TAIL_LINES = 12;
  private static final Duration ARCHIVE_WRITING = Duration.ofSeconds(20);
  private static final int TERMINATED = 128 + 15;

  private final ChildSpec spec;
  private final Process process;
  private final Path log;
  private final ClassArchive archive;
  private final Instant started = Instant.now();

  private ChildProcess(ChildSpec spec, Process process, Path log, ClassArchive archive) {
    this.spec = spec;
    this.process = process;
    this.log = log;
    this.archive = archive;
    process.onExit().thenAccept(ended -> archive.ended(endedInGoodOrder(ended.exitValue())));
  }

  /**
   * Starts it.
   *
   * @param archiving whether it is to write its class archive when it ends
   */
  static ChildProcess start(
      ChildSpec spec, Distribution distribution, LocalLayout layout, boolean archiving) {
    Path log = layout.logs().resolve(spec.name() + ".log");
    List<String> command = new ArrayList<>();
    // The children must not see a Ctrl-C meant for the supervisor, which stops them in order: an
    // ignored SIGINT is inherited, and the JVM leaves it ignored.
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String classPath = distribution.classPath(spec.module());
    ClassArchive archive =
        ClassArchive.of(
            distribution.target(spec.module()), classPath, spec.jvmOptions(), archiving);
    command.addAll(spec.jvmOptions());
    command.addAll(distribution.jvmOptions(spec.module()));
    command.addAll(archive.options());
    command.add("-cp");
    command.add(classPath);
    command.add(spec.mainClass());
    command.addAll(spec.arguments());
    try {
      Files.createDirectories(layout.logs());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ChildProcess(spec, process, log, archive);
    } catch (IOException e) {
      throw new UserException(
          "Expected to start %s with its log in %s, but: %s".formatted(spec.name(), log, e), e);
    }
  }

  ChildSpec spec() {
    return spec;
  }

  long pid() {
    return process.pid();
  }

  int exitValue() {
    return process.exitValue();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /**
   * Waits until it answers.
   *
   * @return how long it took since its start
   * @throws UserException if it ends or does not answer in time; the text carries the end of its
   *     log
   */
  Duration awaitReady(HttpClient http) throws InterruptedException {
    Instant deadline = started.plus(spec.startTimeout());
    while (!answers(http, spec.ready())) {
      if (!process.isAlive()) {
        throw new UserException(
            "Expected %s to start, but it ended with exit code %d. The end of %s:%n%s"
                .formatted(spec.name(), process.exitValue(), log, tail()));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new UserException(
            "Expected %s to answer %s within %d s, but it did not. The end of %s:%n%s"
                .formatted(
                    spec.name(), spec.ready(), spec.startTimeout().toSeconds(), log, tail()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return Duration.between(started, Instant.now());
  }

  /** Asks it to stop; returns at once. */
  void askToStop() {
    process.destroy();
  }

  /** Waits for its end after {@link #askToStop}, and insists after the grace period. */
  void awaitStop(Duration grace) throws InterruptedException {
    Duration patience = archive.isWrittenAtExit() ? grace.plus(ARCHIVE_WRITING) : grace;
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
    // Not left to the callback: this JVM may end before that is called.
    archive.ended(endedInGoodOrder(process.exitValue()));
  }

  String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  private static boolean endedInGoodOrder(int exitValue) {
    return exitValue == 0 || exitValue == TERMINATED;
  }

  private static boolean answers(HttpClient http, URI uri) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).GET().build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException notYet) {
      return false;
    }
  }
}
