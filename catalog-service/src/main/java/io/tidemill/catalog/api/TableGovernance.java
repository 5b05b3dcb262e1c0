package io.tidemill.catalog.api;

import io.tidemill.catalog.permission.Applied;
import io.tidemill.catalog.permission.Atom;
import io.tidemill.catalog.permission.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as the service knows it.
 *
 * @param applied what it applied; null when nothing
 * @param actual what is in place now, whoever put it there
 */
record TableGovernance(TableName table, @Nullable Applied applied, List<Atom> actual) {
  TableGovernance {
    actual = List.copyOf(actual);
  }
}
