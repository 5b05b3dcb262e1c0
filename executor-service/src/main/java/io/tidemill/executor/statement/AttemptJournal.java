package io.tidemill.executor.statement;

/** The log of an attempt's statements, from which another executor settles what became of them. */
public interface AttemptJournal {

  /**
   * A writing statement is about to be sent. Returns once the log has it; the statement must not be
   * sent otherwise.
   *
   * @throws HandedBackException when the lease may have passed to another executor meanwhile
   */
  void intended(String sessionId, String statementHash, String purpose);

  /** RunStatement has returned. */
  void submitted(String sessionId, int statementId, String statementHash);

  /** News from the running statement. */
  void progressed(double share, String message);
}
