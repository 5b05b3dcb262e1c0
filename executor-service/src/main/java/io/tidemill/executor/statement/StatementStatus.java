package io.tidemill.executor.statement;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A statement as Glue tells of it.
 *
 * @param id its id in the session
 * @param state where it stands
 * @param code what was sent; empty where Glue does not repeat it
 * @param failed whether it is over and its output is an error
 * @param text what it printed; empty for none
 * @param errorName class of the error; empty without one
 * @param errorValue message of the error; empty without one
 * @param traceback its traceback
 * @param progress share done, 0 to 1; null where unknown
 * @param awsRequestId id of the request that told; null where unknown
 */
public record StatementStatus(
    int id,
    State state,
    String code,
    boolean failed,
    String text,
    String errorName,
    String errorValue,
    List<String> traceback,
    @Nullable Double progress,
    @Nullable String awsRequestId) {

  /** Glue's states of a statement. */
  public enum State {
    WAITING,
    RUNNING,
    AVAILABLE,
    CANCELLING,
    CANCELLED,
    ERROR,
    UNKNOWN;

    static State of(@Nullable String word) {
      if (word != null) {
        for (State state : values()) {
          if (state.name().equals(word.toUpperCase(Locale.ROOT))) {
            return state;
          }
        }
      }
      return UNKNOWN;
    }

    /** Whether nothing more will happen. */
    public boolean over() {
      return this == AVAILABLE || this == CANCELLED || this == ERROR;
    }
  }

  public StatementStatus {
    traceback = List.copyOf(traceback);
  }
}
