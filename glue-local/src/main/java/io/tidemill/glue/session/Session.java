package io.tidemill.glue.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.kernel.Kernels;
import io.tidemill.glue.kernel.SessionKernel;
import io.tidemill.glue.kernel.StatementOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Glue session: one thread that provisions it and then runs its statements in order. All state is
 * guarded by the session itself; the kernel is called outside the lock, for it takes its time.
 */
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final Duration CANCEL_AGAIN = Duration.ofMillis(50);
  private static final int KEPT_STATEMENTS = 100;

  private final SessionSpec spec;
  private final Clock clock;
  private final StatementDelays delays;
  private final ScheduledExecutorService timer;
  private final Thread thread;
  private final Instant created;
  private final TreeMap<Integer, Statement> statements = new TreeMap<>();
  private SessionState state = SessionState.PROVISIONING;
  private Map<String, String> tags;
  private int nextStatement;
  private @Nullable SessionKernel kernel;
  private @Nullable Instant ready;
  private @Nullable Instant completed;
  private @Nullable String failure;
  private Instant lastUsed;

  Session(
      SessionSpec spec,
      Kernels kernels,
      Duration provisioningDelay,
      StatementDelays delays,
      Clock clock,
      ScheduledExecutorService timer) {
    this.spec = spec;
    this.clock = clock;
    this.delays = delays;
    this.timer = timer;
    this.created = clock.instant();
    this.lastUsed = created;
    this.tags = Map.copyOf(spec.tags());
    this.thread = new Thread(() -> live(kernels, provisioningDelay), "glue-session-" + spec.id());
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  String id() {
    return spec.id();
  }

  synchronized SessionState state() {
    return state;
  }

  synchronized Map<String, String> tags() {
    return tags;
  }

  synchronized void retag(Map<String, String> newTags) {
    tags = Map.copyOf(newTags);
  }

  synchronized int submit(String code) {
    if (state != SessionState.READY) {
      throw AwsException.illegalSessionState(
          "Session "
              + id()
              + " is in "
              + state
              + " status: statements run in READY sessions only.");
    }
    Statement statement = new Statement(nextStatement++, code);
    statements.put(statement.id(), statement);
    forgetOldest();
    lastUsed = clock.instant();
    notifyAll();
    return statement.id();
  }

  synchronized ObjectNode statement(int id) {
    return require(id).toJson();
  }

  synchronized List<ObjectNode> statements() {
    return statements.values().stream().map(Statement::toJson).toList();
  }

  synchronized void cancel(int id) {
    if (require(id).cancel(clock.instant())) {
      cancelRunning(id);
    }
  }

  /** Ends the session as its owner asks. */
  synchronized void stop() {
    if (state != SessionState.READY && state != SessionState.PROVISIONING) {
      throw AwsException.illegalSessionState(
          "Session " + id() + " is in " + state + " status and cannot be stopped.");
    }
    moveTo(SessionState.STOPPING);
    abandonStatements();
  }

  /** Ends the session as if its driver had died. */
  synchronized void fail(String reason) {
    if (!state.isOver()) {
      failure = reason;
      moveTo(SessionState.FAILED);
      abandonStatements();
    }
  }

  /** Ends the session if it has been idle, or has lived, for too long. */
  synchronized void expire() {
    if (state.isOver() || state == SessionState.STOPPING) {
      return;
    }
    Instant now = clock.instant();
    boolean busy = statements.values().stream().anyMatch(s -> !s.state().isOver());
    boolean idle =
        state == SessionState.READY && !busy && !now.isBefore(lastUsed.plus(spec.idleTimeout()));
    if (idle || !now.isBefore(created.plus(spec.timeout()))) {
      LOG.info("Session {} timed out, {}", id(), idle ? "idle" : "at the end of its time");
      moveTo(SessionState.TIMEOUT);
      abandonStatements();
    }
  }

  synchronized ObjectNode toJson() {
    ObjectNode json = spec.described().deepCopy();
    json.put("CreatedOn", Json.epochSeconds(created)).put("Status", state.name());
    json.put("Progress", state == SessionState.PROVISIONING ? 0.0 : 1.0);
    if (failure != null) {
      json.put("ErrorMessage", failure);
    }
    if (completed != null) {
      json.put("CompletedOn", Json.epochSeconds(completed));
    }
    double seconds = executionSeconds();
    json.put("ExecutionTime", seconds).put("DPUSeconds", seconds * spec.dpus());
    return json;
  }

  /** The life of the session's thread. */
  private void live(Kernels kernels, Duration provisioningDelay) {
    SessionKernel opened = null;
    try {
      TimeUnit.NANOSECONDS.sleep(provisioningDelay.toNanos());
      opened = kernels.open(id(), spec.arguments());
      becomeReady(opened);
      serve(opened);
    } catch (InterruptedException e) {
      LOG.debug("Session {} was given up", id());
    } catch (RuntimeException | Error e) {
      LOG.error("Session {} failed", id(), e);
      fail(String.valueOf(e.getMessage()));
    } finally {
      end(opened);
    }
  }

  private void serve(SessionKernel opened) throws InterruptedException {
    Optional<Statement> next = takeNext();
    while (next.isPresent()) {
      Statement statement = next.get();
      StatementOutput output =
          delays.awaitTurn(() -> mustEnd(statement)) ? run(opened, statement) : none();
      synchronized (this) {
        statement.finish(output, clock.instant());
        lastUsed = clock.instant();
      }
      next = takeNext();
    }
  }

  private static StatementOutput run(SessionKernel opened, Statement statement) {
    try {
      return opened.run(statement.id(), statement.code());
    } catch (RuntimeException | Error e) {
      LOG.error("Statement {} broke its kernel", statement.id(), e);
      return new StatementOutput.Failed(
          e.getClass().getSimpleName(), String.valueOf(e.getMessage()), List.of(e.toString()));
    }
  }

  private static StatementOutput none() {
    return new StatementOutput.Ok("");
  }

  private synchronized boolean mustEnd(Statement statement) {
    return statement.state() != StatementState.RUNNING;
  }

  private synchronized void becomeReady(SessionKernel opened) {
    if (state == SessionState.PROVISIONING) {
      kernel = opened;
      ready = clock.instant();
      lastUsed = clock.instant();
      moveTo(SessionState.READY);
    }
  }

  /** Waits for a statement; empty when the session ends. */
  private synchronized Optional<Statement> takeNext() throws InterruptedException {
    while (state == SessionState.READY) {
      for (Statement statement : statements.values()) {
        if (statement.state() == StatementState.WAITING) {
          statement.start(clock.instant());
          return Optional.of(statement);
        }
      }
      wait();
    }
    return Optional.empty();
  }

  private synchronized void end(@Nullable SessionKernel opened) {
    if (opened != null) {
      opened.close();
    }
    if (state == SessionState.STOPPING) {
      moveTo(SessionState.STOPPED);
    }
  }

  private void abandonStatements() {
    for (Statement statement : statements.values()) {
      if (state == SessionState.STOPPING) {
        if (statement.cancel(clock.instant())) {
          cancelRunning(statement.id());
        }
      } else {
        boolean running = statement.state() == StatementState.RUNNING;
        statement.lose(clock.instant());
        if (running) {
          cancelRunning(statement.id());
        }
      }
    }
    notifyAll();
    if (kernel == null) {
      thread.interrupt();
    }
  }

  /**
   * Spark may start another job just after one was cancelled, so this goes on until the code ends.
   */
  private synchronized void cancelRunning(int id) {
    Statement statement = statements.get(id);
    boolean ended = statement == null || statement.state().isOver() && state == SessionState.READY;
    if (kernel == null || ended || !thread.isAlive()) {
      return;
    }
    kernel.cancel(id);
    timer.schedule(() -> cancelRunning(id), CANCEL_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void forgetOldest() {
    while (statements.size() > KEPT_STATEMENTS
        && statements.firstEntry().getValue().state().isOver()) {
      statements.pollFirstEntry();
    }
  }

  private Statement require(int id) {
    return Optional.ofNullable(statements.get(id))
        .orElseThrow(
            () ->
                AwsException.entityNotFound(
                    "Statement " + id + " of session " + id() + " does not exist."));
  }

  private double executionSeconds() {
    if (ready == null) {
      return 0;
    }
    Instant end = completed == null ? clock.instant() : completed;
    return Duration.between(ready, end).toMillis() / 1000.0;
  }

  private void moveTo(SessionState next) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException(
          "Expected session " + id() + " to become " + next + ", but from " + state + " it cannot");
    }
    LOG.info("Session {}: {} -> {}", id(), state, next);
    state = next;
    if (next.isOver()) {
      completed = clock.instant();
    }
  }
}
