package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.FORGET;
import static io.tidemill.orchestration.engine.Tables.RUNS;
import static io.tidemill.orchestration.engine.Tables.TASKS;
import static io.tidemill.orchestration.engine.Tables.TIMERS;
import static io.tidemill.orchestration.engine.Tables.TIMERS_DUE;
import static io.tidemill.orchestration.engine.Tables.WINDOWS;

import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.RowVisitor.Next;
import io.tidemill.orchestration.trigger.Forget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks again at what was to be looked at again by now. */
final class Timers {

  static final Timer FORGET_TRIGGERS = new Timer(Timer.Kind.FORGET_TRIGGERS, "", "");
  static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

  /** Bounds what one tick deletes, and so the transaction it is part of. */
  private static final int MOST_FORGOTTEN = 5_000;

  private final Turn turn;
  private final Windows windows;
  private final Tasks tasks;
  private final Intake intake;

  Timers(Turn turn, Windows windows, Tasks tasks, Intake intake) {
    this.turn = turn;
    this.windows = windows;
    this.tasks = tasks;
    this.intake = intake;
  }

  void fire() {
    for (Timer timer : due()) {
      Instant set = turn.state().get(TIMERS_DUE, Keys.timerDue(timer)).due();
      turn.emit(new Event.TimerEnded(timer, set));
      fire(timer);
    }
  }

  private List<Timer> due() {
    String limit = Key.of(turn.now()).afterBelow();
    List<Timer> due = new ArrayList<>();
    turn.state()
        .scan(
            TIMERS,
            Key.ALL,
            (key, timer) -> {
              if (key.text().compareTo(limit) > 0) {
                return Next.STOP;
              }
              due.add(timer);
              return Next.CONTINUE;
            });
    return due;
  }

  private void fire(Timer timer) {
    switch (timer.kind()) {
      case WINDOW -> lookAtWindow(new EnvironmentId(timer.subject()), timer.detail());
      case RETRY -> tasks.retry(new TaskId(new RunId(timer.subject()), new NodeId(timer.detail())));
      case PROJECT -> intake.judgeParked(new EnvironmentId(timer.subject()));
      case FORGET_RUN -> forgetRun(timer);
      case FORGET_TRIGGERS -> forgetTriggers();
    }
  }

  private void lookAtWindow(EnvironmentId environment, String name) {
    turn.state()
        .find(WINDOWS, Key.of(environment, name))
        .ifPresent(
            window -> {
              if (window.isRipe(turn.now())) {
                windows.consider(environment);
              } else {
                turn.setTimer(Windows.timer(window), window.ripeAt());
              }
            });
  }

  private void forgetRun(Timer timer) {
    RunId run = new RunId(timer.subject());
    Optional<RunRow> row = turn.state().find(RUNS, Key.of(run));
    if (row.isEmpty()) {
      return;
    }
    EnvironmentId environment = row.get().environment();
    List<TaskRow> some = new ArrayList<>();
    turn.state()
        .scan(
            TASKS,
            Key.of(run),
            (key, task) -> {
              some.add(task);
              return some.size() < MOST_FORGOTTEN ? Next.CONTINUE : Next.STOP;
            });
    for (TaskRow task : some) {
      turn.emit(new Event.TaskForgotten(task.id()));
      turn.tell(new Effect.DropTaskView(environment, task.id()));
    }
    if (some.size() == MOST_FORGOTTEN) {
      turn.setTimer(timer, turn.now());
      return;
    }
    turn.emit(new Event.RunForgotten(run));
    turn.tell(new Effect.DropRunView(environment, run));
  }

  private void forgetTriggers() {
    String limit = Key.of(turn.now()).afterBelow();
    List<Forget> some = new ArrayList<>();
    turn.state()
        .scan(
            FORGET,
            Key.ALL,
            (key, note) -> {
              if (key.text().compareTo(limit) > 0 || some.size() == MOST_FORGOTTEN) {
                return Next.STOP;
              }
              some.add(note);
              return Next.CONTINUE;
            });
    some.forEach(note -> turn.emit(new Event.TriggerForgotten(note)));
    if (turn.state().first(FORGET, Key.ALL).isPresent()) {
      turn.setTimer(FORGET_TRIGGERS, turn.now().plus(FORGET_INTERVAL));
    }
  }
}
