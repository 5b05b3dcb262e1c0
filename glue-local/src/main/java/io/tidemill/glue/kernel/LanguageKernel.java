package io.tidemill.glue.kernel;

import java.util.List;

/** Runs code in the language of a session. */
interface LanguageKernel extends AutoCloseable {
  /** Runs code with its Spark jobs in this group. */
  StatementOutput run(String code, String jobGroup);

  /** Asks running code to stop, if the language can. */
  default void interrupt() {}

  @Override
  default void close() {}

  /** Stands in for a language that this machine does not have. */
  static LanguageKernel unavailable(String reason) {
    return (code, jobGroup) ->
        new StatementOutput.Failed("KernelUnavailable", reason, List.of(reason));
  }
}
