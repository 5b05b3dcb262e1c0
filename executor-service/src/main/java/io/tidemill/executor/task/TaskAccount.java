package io.tidemill.executor.task;

import io.tidemill.executor.aws.CallMeter;
import io.tidemill.executor.statement.StatementMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one attempt has used: calls to AWS, statements, DPU-seconds. Thread-safe. */
final class TaskAccount implements CallMeter, StatementMeter {
  private Instant startedAt = Instant.EPOCH;
  private int awsCalls;
  private int statements;
  private double dpuSeconds;
  @Nullable private Instant firstStatementAt;
  @Nullable private String sessionId;

  @Override
  public synchronized void called(String action) {
    awsCalls++;
  }

  @Override
  public synchronized void submitted(Instant sentAt, Instant answeredAt) {
    statements++;
    if (firstStatementAt == null) {
      firstStatementAt = sentAt;
    }
  }

  @Override
  public synchronized void ran(Duration elapsed, double dpus) {
    dpuSeconds += dpus * elapsed.toMillis() / 1000.0;
  }

  /** The attempt has begun. */
  synchronized void started(Instant at) {
    startedAt = at;
  }

  /** When the attempt began. */
  synchronized Instant startedAt() {
    return startedAt;
  }

  /** When rendering ended and execution began: at its first statement, or now. */
  synchronized Instant executingAt(Instant now) {
    return firstStatementAt == null ? now : firstStatementAt;
  }

  synchronized void session(String id) {
    sessionId = id;
  }

  synchronized int awsCalls() {
    return awsCalls;
  }

  synchronized int statements() {
    return statements;
  }

  synchronized double dpuSeconds() {
    return dpuSeconds;
  }

  synchronized Optional<Instant> firstStatementAt() {
    return Optional.ofNullable(firstStatementAt);
  }

  synchronized Optional<String> sessionId() {
    return Optional.ofNullable(sessionId);
  }
}
