package io.tidemill.cli.warehouse;

import io.tidemill.executor.statement.AttemptJournal;

/** A command is tried once, by a person: nobody settles it later. */
enum NoJournal implements AttemptJournal {
  INSTANCE;

  @Override
  public void intended(String sessionId, String statementHash, String purpose) {}

  @Override
  public void submitted(String sessionId, int statementId, String statementHash) {}

  @Override
  public void progressed(double share, String message) {}
}
