package io.tidemill.catalog.permission;

import java.util.Collection;
import java.util.Optional;

/**
 * What this service applied to which table, kept over restarts. A write has happened when the call
 * returns.
 */
public interface Ledger {
  Optional<Applied> find(TableName table);

  void save(Applied applied);

  /** Every table remembered. */
  Collection<Applied> all();
}
