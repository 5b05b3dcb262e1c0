package io.tidemill.executor.task;

import io.tidemill.event.JournalEntry;
import io.tidemill.executor.statement.AttemptId;
import io.tidemill.executor.statement.AttemptJournal;
import io.tidemill.executor.statement.Interruption;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.PriorStatement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of the statement that an earlier epoch of a task announced, before anything
 * else is done for the task. Reads only; runs nothing.
 */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final PriorStatement statements;

  Settlement(PriorStatement statements) {
    this.statements = statements;
  }

  /** Waits until the announced statement is over, and says how it ended. */
  PriorAttempt settle(Task task, String region, AttemptJournal journal, Interruption interruption) {
    JournalEntry entry = task.ready().getJournal();
    if (entry == null) {
      return new PriorAttempt.None();
    }
    AttemptId earlier =
        new AttemptId(task.id().runId(), task.id().nodeId(), entry.getAttempt(), entry.getEpoch());
    @Nullable Integer statementId = entry.getStatementId();
    PriorAttempt outcome =
        statements.settle(
            earlier,
            region,
            entry.getSessionId(),
            statementId,
            entry.getStatementHash(),
            interruption,
            journal);
    log.info(
        "{}: statement {} of session {}, announced by {}, is settled: {}",
        task,
        statementId,
        entry.getSessionId(),
        earlier,
        outcome.getClass().getSimpleName());
    return outcome;
  }
}
