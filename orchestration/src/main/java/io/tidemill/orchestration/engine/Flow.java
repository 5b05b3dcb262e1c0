package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.event.Input;

/** The whole flow at a glance: what each input sets going. */
final class Flow implements Input.Visitor {

  private final Intake intake;
  private final Environments environments;
  private final RunRequests requests;
  private final Tasks tasks;
  private final Leases leases;
  private final Timers timers;
  private final Dispatcher dispatcher;
  private final Views views;

  Flow(Turn turn) {
    Planning planning = new Planning(turn);
    Held held = new Held(turn);
    Windows windows = new Windows(turn, planning);
    Runs runs = new Runs(turn, windows, held);
    intake = new Intake(turn, windows);
    environments = new Environments(turn, windows, intake);
    requests = new RunRequests(turn, planning, runs);
    tasks = new Tasks(turn, runs, held);
    leases = new Leases(turn, tasks);
    timers = new Timers(turn, windows, tasks, intake);
    dispatcher = new Dispatcher(turn);
    views = new Views(turn);
  }

  @Override
  public void visit(Input.TriggerReceived input) {
    intake.take(input.trigger());
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.ProjectDeployed input) {
    environments.deploy(input.environment(), input.digest());
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.RunRequested input) {
    requests.start(input);
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.RetryRequested input) {
    requests.retry(input);
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.CancelRequested input) {
    requests.cancel(input);
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.PauseRequested input) {
    environments.pause(input.environment());
  }

  @Override
  public void visit(Input.ResumeRequested input) {
    environments.resume(input.environment());
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.ExecutorHeartbeat input) {
    leases.heartbeat(input);
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.TaskStarted input) {
    tasks.started(input);
    views.show();
  }

  @Override
  public void visit(Input.TaskJournaled input) {
    tasks.journaled(input);
  }

  @Override
  public void visit(Input.TaskProgressed input) {
    tasks.progressed(input);
  }

  @Override
  public void visit(Input.TaskCompleted input) {
    tasks.completed(input);
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.TaskHandedBack input) {
    tasks.handedBack(input);
    dispatcher.dispatch();
    views.show();
  }

  @Override
  public void visit(Input.Tick input) {
    timers.fire();
    leases.expire(input.watchedSince());
    dispatcher.dispatch();
    views.show();
    views.showProgress();
  }
}
