package io.tidemill.cli.warehouse;

import io.tidemill.executor.statement.StatementMeter;
import java.time.Duration;
import java.time.Instant;

/** Nobody asks what a command's statements cost. */
enum NoMeter implements StatementMeter {
  INSTANCE;

  @Override
  public void submitted(Instant sentAt, Instant answeredAt) {}

  @Override
  public void ran(Duration elapsed, double dpus) {}
}
