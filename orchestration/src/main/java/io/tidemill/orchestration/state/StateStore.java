package io.tidemill.orchestration.state;

/** Read and write access to the planner's state. One writer at a time. */
public interface StateStore extends StateView {

  <R extends Record> void put(Table<R> table, Key key, R row);

  <R extends Record> void delete(Table<R> table, Key key);
}
