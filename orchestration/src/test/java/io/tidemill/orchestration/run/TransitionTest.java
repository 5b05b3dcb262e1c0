package io.tidemill.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TransitionTest {

  @Test
  void anIllegalMoveIsABugThatNamesStateAndMove() {
    assertThatThrownBy(() -> TaskMove.START.from(TaskState.WAITING))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessage(
            "Expected a legal move of the task, but START does not lead anywhere from WAITING");
    assertThatThrownBy(() -> RunMove.SUCCEED.from(RunState.STOPPING))
        .hasMessageContaining("SUCCEED")
        .hasMessageContaining("STOPPING");
  }

  @Test
  void nothingLeadsOutOfAFinalState() {
    for (TaskMove move : TaskMove.values()) {
      assertThat(move.origins()).noneMatch(TaskState::isFinal);
    }
    for (RunMove move : RunMove.values()) {
      assertThat(move.origins()).noneMatch(RunState::isFinal);
    }
  }
}
