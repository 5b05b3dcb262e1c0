package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts the children wave by wave, starts one again that ends by itself, and stops the waves in
 * the reverse order. {@link #start} and {@link #close} are called by one thread; the watch has its
 * own.
 */
public final class Supervisor implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(12);
  private static final int RESTARTS = 5;
  private static final Duration RESTART_WINDOW = Duration.ofMinutes(1);

  /** Children of one wave start side by side; a wave starts when the one before it is ready. */
  public record Wave(List<ChildSpec> children) {
    public Wave {
      children = List.copyOf(children);
    }
  }

  private final Distribution distribution;
  private final LocalLayout layout;
  private final LeftOvers leftOvers;
  private final Consumer<String> say;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final boolean archiving;
  // Guarded by this. Insertion order is start order.
  private final Map<String, ChildProcess> running = new LinkedHashMap<>();
  private final Deque<Wave> started = new ArrayDeque<>();
  // A child that ends before it ever answered would do so the next time, too.
  private final Set<String> answered = new HashSet<>();
  private final Map<String, Deque<Instant>> restarts = new LinkedHashMap<>();
  private boolean stopping;

  /**
   * @param say where progress goes, a line at a time
   */
  public Supervisor(Distribution distribution, LocalLayout layout, Consumer<String> say) {
    this(distribution, layout, say, false);
  }

  /**
   * @param archiving whether the children write class archives when they end, which takes each of
   *     them some seconds and makes every later start of them faster
   */
  public Supervisor(
      Distribution distribution, LocalLayout layout, Consumer<String> say, boolean archiving) {
    this.distribution = distribution;
    this.archiving = archiving;
    this.layout = layout;
    this.say = say;
    leftOvers = new LeftOvers(layout);
  }

  /**
   * Starts all waves; returns when everything answers.
   *
   * @throws UserException if a child does not start; what has started is stopped again
   */
  public void start(List<Wave> waves) throws InterruptedException {
    List<String> ended = leftOvers.clear();
    if (!ended.isEmpty()) {
      say.accept("Ended left-overs of an earlier run: " + String.join(", ", ended));
    }
    Preflight.requireSpace(layout.home(), Preflight.LEAST_SPACE);
    Preflight.requirePorts(waves.stream().flatMap(wave -> wave.children().stream()).toList());
    try {
      for (Wave wave : waves) {
        for (ChildProcess child : launch(wave)) {
          Duration took = child.awaitReady(http);
          answered(child);
          say.accept(
              "  %-14s ready after %4.1f s   %s"
                  .formatted(
                      child.spec().name(),
                      took.toMillis() / 1000.0,
                      child.spec().ready().getAuthority()));
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Process id of a child, for tests that kill it. */
  public synchronized long pid(String name) {
    ChildProcess child = running.get(name);
    if (child == null) {
      throw new IllegalArgumentException(
          "Expected a running child named %s, but there are %s".formatted(name, running.keySet()));
    }
    return child.pid();
  }

  /** Stops all children, the last wave first, those of a wave side by side. Idempotent. */
  @Override
  public void close() {
    Map<String, ChildProcess> children;
    Deque<Wave> waves;
    synchronized (this) {
      stopping = true;
      children = new LinkedHashMap<>(running);
      running.clear();
      waves = new ArrayDeque<>(started);
    }
    boolean interrupted = Thread.interrupted();
    while (!waves.isEmpty()) {
      List<ChildProcess> wave =
          waves.removeLast().children().stream()
              .map(spec -> children.get(spec.name()))
              .filter(Objects::nonNull)
              .toList();
      wave.forEach(ChildProcess::askToStop);
      for (ChildProcess child : wave) {
        try {
          child.awaitStop(GRACE);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        leftOvers.forget(child.spec());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void answered(ChildProcess child) {
    answered.add(child.spec().name());
  }

  private List<ChildProcess> launch(Wave wave) {
    synchronized (this) {
      started.add(wave);
    }
    return wave.children().stream().map(this::launch).toList();
  }

  private synchronized ChildProcess launch(ChildSpec spec) {
    if (stopping) {
      throw new UserException("Stopped while starting " + spec.name());
    }
    ChildProcess child = ChildProcess.start(spec, distribution, layout, archiving);
    running.put(spec.name(), child);
    leftOvers.remember(child);
    child.onExit().thenAccept(process -> ended(child));
    return child;
  }

  private void ended(ChildProcess child) {
    synchronized (this) {
      if (stopping
          || running.get(child.spec().name()) != child
          || !answered.contains(child.spec().name())) {
        return;
      }
      Deque<Instant> times =
          restarts.computeIfAbsent(child.spec().name(), name -> new ArrayDeque<>());
      Instant now = Instant.now();
      while (!times.isEmpty() && times.getFirst().isBefore(now.minus(RESTART_WINDOW))) {
        times.removeFirst();
      }
      if (times.size() >= RESTARTS) {
        say.accept(
            "%s ended %d times within a minute and is left down; see %s"
                .formatted(
                    child.spec().name(),
                    RESTARTS + 1,
                    layout.logs().resolve(child.spec().name() + ".log")));
        return;
      }
      times.addLast(now);
      say.accept(
          "%s ended with exit code %d; starting it again"
              .formatted(child.spec().name(), child.exitValue()));
    }
    try {
      TimeUnit.MILLISECONDS.sleep(300);
      launch(child.spec());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UserException e) {
      say.accept(String.valueOf(e.getMessage()));
    }
  }
}
