package io.tidemill.orchestration.state;

/**
 * A kind of row.
 *
 * @param name short and stable: it is part of each stored key
 * @param rowType the record that a row is
 * @param residency whether a store should keep all rows at hand in memory
 */
public record Table<R extends Record>(String name, Class<R> rowType, Residency residency) {

  /** How a store is advised to hold a table. */
  public enum Residency {
    /** Grows with history or with the size of projects: rows are read from disk one by one. */
    STORED,
    /** Bounded by the work in progress and scanned often, such as queues and leases. */
    RESIDENT
  }

  public static <R extends Record> Table<R> stored(String name, Class<R> rowType) {
    return new Table<>(name, rowType, Residency.STORED);
  }

  public static <R extends Record> Table<R> resident(String name, Class<R> rowType) {
    return new Table<>(name, rowType, Residency.RESIDENT);
  }

  @Override
  public String toString() {
    return name;
  }
}
