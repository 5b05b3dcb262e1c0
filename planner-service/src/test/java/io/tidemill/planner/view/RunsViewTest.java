package io.tidemill.planner.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.event.RunRecord;
import io.tidemill.event.RunState;
import io.tidemill.event.TaskState;
import io.tidemill.planner.Runs;
import org.junit.jupiter.api.Test;

class RunsViewTest {

  @Test
  void forgetsTheOldestFinishedRunsAndNeverOneThatGoesOn() {
    RunsView view = new RunsView(2, 100);
    view.put(Runs.run("dev", "running", RunState.RUNNING).build());
    view.put(Runs.run("dev", "old", RunState.SUCCEEDED).build());
    view.put(Runs.run("dev", "new", RunState.SUCCEEDED).build());

    assertThat(view.run("running")).isPresent();
    assertThat(view.run("old")).isEmpty();
    assertThat(view.run("new")).isPresent();
  }

  @Test
  void forgetsWholeRunsWhenThereAreTooManyTasks() {
    RunsView view = new RunsView(100, 3);
    for (String run : new String[] {"a", "b"}) {
      view.put(Runs.run("dev", run, RunState.SUCCEEDED).build());
      view.put(Runs.task("dev", run, "x", TaskState.SUCCESS).build());
      view.put(Runs.task("dev", run, "y", TaskState.SUCCESS).build());
    }

    assertThat(view.run("a")).isEmpty();
    assertThat(view.run("b").orElseThrow().tasks()).hasSize(2);
  }

  @Test
  void knowsATaskWhoseRunIsToldOfLater() {
    RunsView view = new RunsView(10, 100);
    view.put(Runs.task("dev", "run", "x", TaskState.RUNNING).build());
    assertThat(view.run("run")).isEmpty();

    view.put(Runs.run("dev", "run", RunState.RUNNING).build());

    assertThat(view.run("run").orElseThrow().tasks()).hasSize(1);
  }

  @Test
  void givesTheNewestRunsOfAnEnvironmentFirst() {
    RunsView view = new RunsView(10, 100);
    RunRecord older = Runs.run("dev", "older", RunState.SUCCEEDED).build();
    view.put(older);
    view.put(
        Runs.run("dev", "newer", RunState.FAILED)
            .setCreatedAt(older.getCreatedAt().plusSeconds(1))
            .build());
    view.put(Runs.run("prod", "elsewhere", RunState.FAILED).build());

    assertThat(view.runs("dev", null, 10))
        .extracting(RunRecord::getRunId)
        .containsExactly("newer", "older");
    assertThat(view.runs(null, RunState.FAILED, 10)).hasSize(2);
    assertThat(view.runs("dev", null, 1)).hasSize(1);
  }
}
