package io.tidemill.orchestration.run;

import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a task stands.
 *
 * @param epoch grows each time the task leaves an executor; what bears an older one is ignored
 * @param holding whether it has the model's lock and a permit of its pool
 * @param executor who has it, or had it last
 * @param note why it is held, skipped or tried again
 */
public record TaskRow(
    TaskId id,
    TaskState state,
    int parentsLeft,
    int attempt,
    long epoch,
    boolean holding,
    @Nullable ExecutorId executor,
    long incarnation,
    @Nullable Journal journal,
    @Nullable TaskResult result,
    String note,
    @Nullable Instant readyAt,
    @Nullable Instant dispatchedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Instant changedAt) {

  public static TaskRow planned(TaskId id, int parents, Instant now) {
    return new TaskRow(
        id,
        TaskState.WAITING,
        parents,
        1,
        1,
        false,
        null,
        0,
        null,
        null,
        "",
        null,
        null,
        null,
        null,
        now);
  }

  /** The lease under which an executor has it, or the next would. */
  public Lease lease() {
    return new Lease(id, attempt, epoch);
  }

  public Draft change() {
    return new Draft(this);
  }

  /** A copy in the making. */
  public static final class Draft {
    private final TaskRow row;
    private TaskState state;
    private int parentsLeft;
    private int attempt;
    private long epoch;
    private boolean holding;
    private @Nullable ExecutorId executor;
    private long incarnation;
    private @Nullable Journal journal;
    private @Nullable TaskResult result;
    private String note;
    private @Nullable Instant readyAt;
    private @Nullable Instant dispatchedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    private Draft(TaskRow row) {
      this.row = row;
      state = row.state;
      parentsLeft = row.parentsLeft;
      attempt = row.attempt;
      epoch = row.epoch;
      holding = row.holding;
      executor = row.executor;
      incarnation = row.incarnation;
      journal = row.journal;
      result = row.result;
      note = row.note;
      readyAt = row.readyAt;
      dispatchedAt = row.dispatchedAt;
      startedAt = row.startedAt;
      finishedAt = row.finishedAt;
    }

    /** Makes the move, which must be legal. */
    public Draft move(TaskMove move) {
      state = move.from(state);
      return this;
    }

    public Draft parentFinished() {
      parentsLeft--;
      return this;
    }

    public Draft ready(Instant at) {
      readyAt = at;
      return this;
    }

    public Draft dispatched(ExecutorId to, long incarnation, Instant at) {
      this.executor = to;
      this.incarnation = incarnation;
      this.holding = true;
      this.dispatchedAt = at;
      this.startedAt = null;
      return this;
    }

    public Draft started(Instant at) {
      startedAt = at;
      return this;
    }

    public Draft journal(@Nullable Journal entry) {
      journal = entry;
      return this;
    }

    public Draft result(TaskResult result) {
      this.result = result;
      return this;
    }

    public Draft note(String text) {
      note = text;
      return this;
    }

    public Draft nextAttempt() {
      attempt++;
      return this;
    }

    public Draft nextEpoch() {
      epoch++;
      return this;
    }

    public Draft released() {
      holding = false;
      return this;
    }

    public Draft finished(Instant at) {
      finishedAt = at;
      return this;
    }

    public TaskRow at(Instant now) {
      return new TaskRow(
          row.id,
          state,
          parentsLeft,
          attempt,
          epoch,
          holding,
          executor,
          incarnation,
          journal,
          result,
          note,
          readyAt,
          dispatchedAt,
          startedAt,
          finishedAt,
          now);
    }
  }
}
