package io.tidemill.orchestration.event;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.trigger.LedgerEntry;

/** Everything the planner tells others. */
public sealed interface Effect {

  /** An executor is to take the task: the row names it, the attempt and the epoch. */
  record EmitModelReady(RunHeader run, TaskPlan plan, TaskRow task) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** A run looks different from outside. */
  record EmitRunView(RunHeader run, RunRow row) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** A task looks different from outside. */
  record EmitTaskView(TaskPlan plan, TaskRow task) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** A run is too old to be shown. */
  record DropRunView(EnvironmentId environment, RunId run) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** A task of a run that is too old to be shown. */
  record DropTaskView(EnvironmentId environment, TaskId task) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** What became of a trigger. */
  record EmitLedger(LedgerEntry entry) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Something a person may want to know the number of. */
  record Count(Counted what, String detail) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** What is counted. */
  enum Counted {
    /** An event of an epoch that is over, or of a task that has ended. */
    FENCED,
    /** An input that was handled before. */
    REPEATED,
    /** A command that cannot be followed. */
    REFUSED,
    /** An executor fell silent with the task. */
    LEASE_EXPIRED,
    /** A try failed and is repeated. */
    RETRIED
  }

  void accept(Visitor visitor);

  /** Handles each kind of effect. */
  interface Visitor {
    void visit(EmitModelReady effect);

    void visit(EmitRunView effect);

    void visit(EmitTaskView effect);

    void visit(DropRunView effect);

    void visit(DropTaskView effect);

    void visit(EmitLedger effect);

    void visit(Count effect);
  }
}
