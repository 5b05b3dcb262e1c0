package io.tidemill.orchestration.state;

import org.jspecify.annotations.Nullable;

/**
 * A row that a decision leaves different.
 *
 * @param row the new row, or null where it is deleted
 */
public record Change<R extends Record>(Table<R> table, Key key, @Nullable R row) {

  public void writeTo(StateStore store) {
    if (row == null) {
      store.delete(table, key);
    } else {
      store.put(table, key, row);
    }
  }
}
