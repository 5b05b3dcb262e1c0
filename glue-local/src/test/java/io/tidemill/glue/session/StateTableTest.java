package io.tidemill.glue.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateTableTest {
  @Test
  void sessionsMoveForwardOnly() {
    assertThat(moves(SessionState.values(), SessionState::canBecome))
        .isEqualTo(
            "PROVISIONING: READY FAILED TIMEOUT STOPPING; READY: FAILED TIMEOUT STOPPING; FAILED:;"
                + " TIMEOUT:; STOPPING: FAILED STOPPED; STOPPED:");
  }

  @Test
  void statementsMoveForwardOnly() {
    assertThat(moves(StatementState.values(), StatementState::canBecome))
        .isEqualTo(
            "WAITING: RUNNING CANCELLED ERROR; RUNNING: AVAILABLE CANCELLING ERROR; AVAILABLE:;"
                + " CANCELLING: CANCELLED ERROR; CANCELLED:; ERROR:");
  }

  private static <S extends Enum<S>> String moves(
      S[] states, java.util.function.BiPredicate<S, S> canBecome) {
    return Arrays.stream(states)
        .map(
            from ->
                from
                    + ":"
                    + Arrays.stream(states)
                        .filter(to -> canBecome.test(from, to))
                        .map(to -> " " + to)
                        .reduce("", String::concat))
        .reduce((left, right) -> left + "; " + right)
        .orElse("");
  }
}
