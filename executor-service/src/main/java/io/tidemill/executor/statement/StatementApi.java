package io.tidemill.executor.statement;

import java.util.List;
import java.util.Optional;

/**
 * Glue's statement calls on one account of calls. Failures are thrown translated, after their
 * retries.
 */
public interface StatementApi {

  /**
   * Sends code to a session.
   *
   * @return id of the statement in the session
   * @throws io.tidemill.executor.error.ExecutorException when Glue surely did not take it;
   *     SESSION_LOST when the session is over
   * @throws SubmissionUnknownException when the answer was lost
   */
  int run(String region, String sessionId, String code);

  /** The statement; empty when the session or the statement is not there. */
  Optional<StatementStatus> find(String region, String sessionId, int statementId);

  /** All statements that the session still knows; empty when the session is not there. */
  Optional<List<StatementStatus>> list(String region, String sessionId);

  /** Asks Glue to cancel; a statement that is over is no error. */
  void cancel(String region, String sessionId, int statementId);
}
