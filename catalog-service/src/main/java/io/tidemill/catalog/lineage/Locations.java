package io.tidemill.catalog.lineage;

import java.util.Optional;

/** Where the data of a node's relation were when it was last built. */
@FunctionalInterface
public interface Locations {
  Optional<String> of(String environment, String nodeId);
}
