package io.tidemill.orchestration.event;

import io.tidemill.orchestration.dispatch.ExecutorRow;
import io.tidemill.orchestration.dispatch.HeldFor;
import io.tidemill.orchestration.dispatch.LearnedDuration;
import io.tidemill.orchestration.dispatch.LeaseRow;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.Journal;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunMove;
import io.tidemill.orchestration.run.TaskMove;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.trigger.Forget;
import io.tidemill.orchestration.trigger.LedgerEntry;
import io.tidemill.orchestration.trigger.Seen;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.Window;
import java.time.Instant;

/**
 * Everything the planner decides. Applying an event to the state needs nothing but the event and
 * the state.
 */
public sealed interface Event {

  void accept(Visitor visitor);

  /** An event that moves a task from one state to another. */
  sealed interface TaskEvent extends Event {
    TaskId task();

    TaskMove move();

    Instant at();
  }

  /** New runs of the environment use this project version. */
  record EnvironmentDeployed(EnvironmentId environment, ProjectDigest digest) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record EnvironmentPaused(EnvironmentId environment) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record EnvironmentResumed(EnvironmentId environment) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The trigger would be recognised if it came again. */
  record TriggerRemembered(String seenKey, Seen seen, Instant forgetAt) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TriggerForgotten(Forget note) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** It cannot be judged until the project can be read. */
  record TriggerParked(EnvironmentId environment, Trigger trigger) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TriggerUnparked(EnvironmentId environment, EventId trigger) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The visible state of a trigger changed. */
  record LedgerWritten(LedgerEntry entry) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Landings wait to become a run. */
  record WindowChanged(Window window) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** They no longer wait. */
  record WindowClosed(EnvironmentId environment, String window) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TimerSet(Timer timer, Instant due) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TimerEnded(Timer timer, Instant due) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** A run exists; its tasks are planned next. The number is the last one given to a run. */
  record RunCreated(RunHeader header, long number) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskPlanned(TaskPlan plan, Instant at) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record RunMoved(RunId run, RunMove move, Instant at) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The outside was told of the run's progress. */
  record RunShown(RunId run, Instant at) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record RunForgotten(RunId run) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskForgotten(TaskId task) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** One of the task's parents ended well. */
  record ParentFinished(TaskId task, Instant at) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskReleased(TaskId task, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.RELEASE;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskHeld(TaskId task, HeldFor heldFor, String note, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.HOLD;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskFreed(TaskId task, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.FREE;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskDispatched(TaskId task, ExecutorId executor, long incarnation, Instant at)
      implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.DISPATCH;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskBegan(TaskId task, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.START;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The attempt's journal grew. */
  record TaskNoted(TaskId task, Journal journal) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** It succeeded, with a warning or not, or failed for good. */
  record TaskEnded(TaskId task, TaskMove move, TaskResult result, Instant at) implements TaskEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The attempt ended without effect; another follows. */
  record TaskBackedOff(TaskId task, TaskResult result, String note, Instant at)
      implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.BACK_OFF;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The attempt ended, its effect is unknown; another follows and settles it from the journal. */
  record TaskLeftInDoubt(TaskId task, TaskResult result, String note, Instant at)
      implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.BACK_OFF;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskRetried(TaskId task, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.RETRY;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The executor's lease ended. */
  record TaskLost(TaskId task, String note, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.LOSE;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskGivenBack(TaskId task, String note, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.HAND_BACK;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskSkipped(TaskId task, String note, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.SKIP;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskCancelAsked(TaskId task, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.ASK_TO_CANCEL;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskCancelled(TaskId task, String note, Instant at) implements TaskEvent {
    @Override
    public TaskMove move() {
      return TaskMove.CANCEL;
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record DurationLearned(EnvironmentId environment, NodeId node, LearnedDuration duration)
      implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record ExecutorSeen(ExecutorRow row) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record ExecutorGone(ExecutorId executor) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The executor did, or did not, say that it has the task. */
  record LeaseChecked(LeaseRow row) implements Event {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Handles each kind of event. */
  interface Visitor {
    void visit(EnvironmentDeployed event);

    void visit(EnvironmentPaused event);

    void visit(EnvironmentResumed event);

    void visit(TriggerRemembered event);

    void visit(TriggerForgotten event);

    void visit(TriggerParked event);

    void visit(TriggerUnparked event);

    void visit(LedgerWritten event);

    void visit(WindowChanged event);

    void visit(WindowClosed event);

    void visit(TimerSet event);

    void visit(TimerEnded event);

    void visit(RunCreated event);

    void visit(TaskPlanned event);

    void visit(RunMoved event);

    void visit(RunShown event);

    void visit(RunForgotten event);

    void visit(TaskForgotten event);

    void visit(ParentFinished event);

    void visit(TaskReleased event);

    void visit(TaskHeld event);

    void visit(TaskFreed event);

    void visit(TaskDispatched event);

    void visit(TaskBegan event);

    void visit(TaskNoted event);

    void visit(TaskEnded event);

    void visit(TaskBackedOff event);

    void visit(TaskLeftInDoubt event);

    void visit(TaskRetried event);

    void visit(TaskLost event);

    void visit(TaskGivenBack event);

    void visit(TaskSkipped event);

    void visit(TaskCancelAsked event);

    void visit(TaskCancelled event);

    void visit(DurationLearned event);

    void visit(ExecutorSeen event);

    void visit(ExecutorGone event);

    void visit(LeaseChecked event);
  }
}
