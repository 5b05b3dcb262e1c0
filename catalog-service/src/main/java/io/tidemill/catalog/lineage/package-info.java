/** OpenLineage events of completed attempts, and the sinks they go to. */
@NullMarked
package io.tidemill.catalog.lineage;

import org.jspecify.annotations.NullMarked;
