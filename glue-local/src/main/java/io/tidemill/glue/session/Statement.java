package io.tidemill.glue.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.kernel.StatementOutput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A statement of a session. Guarded by its session's lock. */
final class Statement {
  private final int id;
  private final String code;
  private StatementState state = StatementState.WAITING;
  private @Nullable Instant started;
  private @Nullable Instant completed;
  private @Nullable StatementOutput output;

  Statement(int id, String code) {
    this.id = id;
    this.code = code;
  }

  int id() {
    return id;
  }

  String code() {
    return code;
  }

  StatementState state() {
    return state;
  }

  void start(Instant now) {
    moveTo(StatementState.RUNNING);
    started = now;
  }

  /** The code has ended; a statement that is being cancelled ends without its output. */
  void finish(StatementOutput result, Instant now) {
    if (state == StatementState.CANCELLING) {
      moveTo(StatementState.CANCELLED);
    } else if (!state.isOver()) {
      moveTo(StatementState.AVAILABLE);
      output = result;
    }
    completed = now;
  }

  /** Tells whether the running code must be stopped. */
  boolean cancel(Instant now) {
    if (state == StatementState.WAITING) {
      moveTo(StatementState.CANCELLED);
      completed = now;
      return false;
    }
    if (state == StatementState.RUNNING) {
      moveTo(StatementState.CANCELLING);
    }
    return state == StatementState.CANCELLING;
  }

  void lose(Instant now) {
    if (!state.isOver()) {
      moveTo(StatementState.ERROR);
      completed = now;
    }
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("Id", id).put("Code", code).put("State", state.name());
    json.put("Progress", state.isOver() ? 1.0 : 0.0);
    json.put("StartedOn", started == null ? 0 : started.toEpochMilli());
    json.put("CompletedOn", completed == null ? 0 : completed.toEpochMilli());
    if (output != null) {
      json.set("Output", outputJson(output));
    }
    return json;
  }

  private ObjectNode outputJson(StatementOutput result) {
    ObjectNode json = Json.object().put("ExecutionCount", id);
    if (result instanceof StatementOutput.Ok ok) {
      json.put("Status", "ok");
      json.set("Data", Json.object().put("TextPlain", ok.text()));
    } else if (result instanceof StatementOutput.Failed failed) {
      json.put("Status", "error").put("ErrorName", failed.name()).put("ErrorValue", failed.value());
      json.set("Traceback", Json.strings(failed.traceback()));
    }
    return json;
  }

  private void moveTo(StatementState next) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException(
          "Expected statement "
              + id
              + " to move from a state before "
              + next
              + ", but it is "
              + state);
    }
    state = next;
  }
}
