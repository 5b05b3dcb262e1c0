package io.tidemill.executor.statement;

import java.time.Duration;
import java.time.Instant;

/** Keeps an attempt's account of statements. */
public interface StatementMeter {

  /** RunStatement was called and has answered. */
  void submitted(Instant sentAt, Instant answeredAt);

  /** A statement is over. */
  void ran(Duration elapsed, double dpus);
}
