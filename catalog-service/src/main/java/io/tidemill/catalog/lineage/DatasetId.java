package io.tidemill.catalog.lineage;

import java.util.List;

/**
 * A dataset as OpenLineage knows it.
 *
 * @param symlinks other names of the same dataset
 */
record DatasetId(String namespace, String name, List<Symlink> symlinks) {

  /** Another name; the type says of what kind. */
  record Symlink(String namespace, String name, String type) {}

  DatasetId {
    symlinks = List.copyOf(symlinks);
  }
}
