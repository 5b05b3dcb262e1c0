package io.tidemill.glue.kernel;

import java.util.List;

/** How a statement's code ended: with the text it printed, or with an error. Both are answers. */
public sealed interface StatementOutput {
  /** The code ran to its end. */
  record Ok(String text) implements StatementOutput {}

  /** The code failed. */
  record Failed(String name, String value, List<String> traceback) implements StatementOutput {
    public Failed {
      traceback = List.copyOf(traceback);
    }
  }
}
