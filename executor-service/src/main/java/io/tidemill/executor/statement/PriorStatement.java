package io.tidemill.executor.statement;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what became of a statement that another attempt sent, waiting until it is over.
 * Thread-safe.
 */
public final class PriorStatement {
  private final StatementApi api;
  private final StatementWatch watch;
  private final Duration patience;
  private final Clock clock;

  public PriorStatement(StatementApi api, StatementWatch watch, Duration patience, Clock clock) {
    this.api = api;
    this.watch = watch;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Settles one statement.
   *
   * @param earlier attempt that announced it
   * @param statementId its id; null when the answer to RunStatement was never journaled
   * @throws StatementCancelledException when the task is cancelled meanwhile; the statement is
   *     cancelled, too
   * @throws HandedBackException when the task is asked back meanwhile
   */
  public PriorAttempt settle(
      AttemptId earlier,
      String region,
      String sessionId,
      @Nullable Integer statementId,
      String hash,
      Interruption interruption,
      AttemptJournal journal) {
    Integer id = statementId;
    if (id == null) {
      Optional<List<StatementStatus>> known = api.list(region, sessionId);
      if (known.isEmpty()) {
        return new PriorAttempt.Unknown(earlier, hash, sessionId, null);
      }
      id = find(known.get(), earlier, hash);
      if (id == null) {
        return complete(known.get())
            ? new PriorAttempt.NeverRan(earlier, hash)
            : new PriorAttempt.Unknown(earlier, hash, sessionId, null);
      }
    }
    StatementWatch.Seen seen =
        watch.untilOver(region, sessionId, id, clock.instant(), patience, interruption, journal);
    return switch (seen.end()) {
      case OVER -> outcome(earlier, hash, sessionId, seen.status());
      case CANCELLED -> throw new StatementCancelledException("The task was cancelled");
      case LEFT_RUNNING ->
          throw new HandedBackException(
              "The executor is shutting down; statement %d runs on".formatted(id));
      case TIMED_OUT, GONE -> new PriorAttempt.Unknown(earlier, hash, sessionId, id);
    };
  }

  private static PriorAttempt outcome(
      AttemptId earlier, String hash, String sessionId, StatementStatus status) {
    try {
      return new PriorAttempt.Finished(
          earlier,
          hash,
          StatementOutcome.read(status, "the earlier attempt's statement", sessionId, () -> {}));
    } catch (StatementFailedException e) {
      return new PriorAttempt.Failed(earlier, hash, e);
    } catch (StatementUnknownException e) {
      return new PriorAttempt.Unknown(earlier, hash, sessionId, status.id());
    }
  }

  private static @Nullable Integer find(
      List<StatementStatus> statements, AttemptId earlier, String hash) {
    for (StatementStatus status : statements) {
      Optional<StatementCodec.Sender> sender = StatementCodec.sender(status.code());
      if (sender.isPresent()
          && sender.get().attempt().equals(earlier.attemptName())
          && sender.get().epoch() == earlier.epoch()
          && sender.get().hash().equals(hash)) {
        return status.id();
      }
    }
    return null;
  }

  /**
   * A session forgets its oldest statements; what is not in a list that begins at the first was
   * never there.
   */
  private static boolean complete(List<StatementStatus> statements) {
    boolean fromTheFirst =
        statements.isEmpty() || statements.stream().anyMatch(status -> status.id() == 0);
    boolean readable = statements.stream().noneMatch(status -> status.code().isEmpty());
    return fromTheFirst && readable;
  }
}
