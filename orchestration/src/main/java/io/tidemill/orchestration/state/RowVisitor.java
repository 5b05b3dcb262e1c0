package io.tidemill.orchestration.state;

/** Sees rows in key order. */
@FunctionalInterface
public interface RowVisitor<R extends Record> {

  /** Whether the scan goes on. */
  enum Next {
    CONTINUE,
    STOP
  }

  Next visit(Key key, R row);
}
