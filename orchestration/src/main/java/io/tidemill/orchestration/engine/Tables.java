package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.dispatch.ExecutorRow;
import io.tidemill.orchestration.dispatch.Holder;
import io.tidemill.orchestration.dispatch.LearnedDuration;
import io.tidemill.orchestration.dispatch.LeaseRow;
import io.tidemill.orchestration.dispatch.PoolUse;
import io.tidemill.orchestration.dispatch.Queued;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.state.Table;
import io.tidemill.orchestration.trigger.Forget;
import io.tidemill.orchestration.trigger.Seen;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.Window;
import java.util.List;

/**
 * The tables of a fleet's state, with the parts of their keys. Names are stored: never reuse one
 * for another purpose.
 */
public final class Tables {

  /** environment */
  public static final Table<EnvironmentRow> ENVIRONMENTS =
      Table.resident("env", EnvironmentRow.class);

  /** run */
  public static final Table<RunHeader> RUN_HEADERS = Table.stored("runh", RunHeader.class);

  /** run */
  public static final Table<RunRow> RUNS = Table.stored("run", RunRow.class);

  /** environment, run: those that have not ended */
  public static final Table<ActiveRun> ACTIVE_RUNS = Table.resident("runa", ActiveRun.class);

  /** run, node */
  public static final Table<TaskPlan> PLANS = Table.stored("plan", TaskPlan.class);

  /** run, node */
  public static final Table<TaskRow> TASKS = Table.stored("task", TaskRow.class);

  /** environment, session spec, remaining path (longest first), ready since, run, node */
  public static final Table<Queued> READY = Table.resident("ready", Queued.class);

  /** environment, node, run: ready but for the model, which another run has */
  public static final Table<Queued> HELD_FOR_MODEL = Table.resident("heldm", Queued.class);

  /** pool, remaining path (longest first), ready since, run, node: ready but for a permit */
  public static final Table<Queued> HELD_FOR_POOL = Table.resident("heldp", Queued.class);

  /** environment, node: the task that has the model */
  public static final Table<Holder> HOLDERS = Table.stored("hold", Holder.class);

  /** pool */
  public static final Table<PoolUse> POOLS = Table.resident("pool", PoolUse.class);

  /** executor */
  public static final Table<ExecutorRow> EXECUTORS = Table.resident("exec", ExecutorRow.class);

  /** executor, run, node */
  public static final Table<LeaseRow> LEASES = Table.resident("lease", LeaseRow.class);

  /** environment, window */
  public static final Table<Window> WINDOWS = Table.resident("win", Window.class);

  /** environment, event: triggers that cannot be judged until the project can be read */
  public static final Table<Trigger> PARKED = Table.stored("park", Trigger.class);

  /** event, or bucket and key */
  public static final Table<Seen> SEEN = Table.stored("seen", Seen.class);

  /** due, seen key */
  public static final Table<Forget> FORGET = Table.stored("forg", Forget.class);

  /** environment, node */
  public static final Table<LearnedDuration> DURATIONS = Table.stored("dur", LearnedDuration.class);

  /** due, kind, subject, detail */
  public static final Table<Timer> TIMERS = Table.resident("timer", Timer.class);

  /** kind, subject, detail */
  public static final Table<TimerDue> TIMERS_DUE = Table.resident("due", TimerDue.class);

  /** what is numbered */
  public static final Table<LastNumber> NUMBERS = Table.stored("num", LastNumber.class);

  public static final List<Table<?>> ALL =
      List.of(
          ENVIRONMENTS,
          RUN_HEADERS,
          RUNS,
          ACTIVE_RUNS,
          PLANS,
          TASKS,
          READY,
          HELD_FOR_MODEL,
          HELD_FOR_POOL,
          HOLDERS,
          POOLS,
          EXECUTORS,
          LEASES,
          WINDOWS,
          PARKED,
          SEEN,
          FORGET,
          DURATIONS,
          TIMERS,
          TIMERS_DUE,
          NUMBERS);

  private Tables() {}
}
