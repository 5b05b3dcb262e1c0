package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;

import io.tidemill.orchestration.engine.EnvironmentRow.Activity;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.state.Key;
import java.util.Optional;

/** Deploys project versions; pauses and resumes environments. */
final class Environments {

  private final Turn turn;
  private final Windows windows;
  private final Intake intake;

  Environments(Turn turn, Windows windows, Intake intake) {
    this.turn = turn;
    this.windows = windows;
    this.intake = intake;
  }

  void deploy(EnvironmentId environment, ProjectDigest digest) {
    turn.emit(new Event.EnvironmentDeployed(environment, digest));
    intake.judgeParked(environment);
    windows.consider(environment);
  }

  void pause(EnvironmentId environment) {
    switchTo(environment, Activity.PAUSED, new Event.EnvironmentPaused(environment));
  }

  void resume(EnvironmentId environment) {
    switchTo(environment, Activity.ACTIVE, new Event.EnvironmentResumed(environment));
    windows.consider(environment);
  }

  private void switchTo(EnvironmentId environment, Activity activity, Event event) {
    Optional<EnvironmentRow> row = turn.state().find(ENVIRONMENTS, Key.of(environment));
    if (row.isEmpty()) {
      turn.count(Counted.REFUSED, "environment " + environment + " is not deployed");
    } else if (row.get().activity() == activity) {
      turn.count(Counted.REPEATED, "environment " + environment + " is " + activity + " already");
    } else {
      turn.emit(event);
    }
  }
}
