package io.tidemill.glue.kernel;

/** A session's engine. One statement runs at a time; cancelling comes from another thread. */
public interface SessionKernel extends AutoCloseable {
  StatementOutput run(int statement, String code);

  /** Asks the running statement to end; repeated until it does. */
  void cancel(int statement);

  @Override
  void close();
}
