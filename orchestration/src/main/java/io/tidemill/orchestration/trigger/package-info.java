/** Triggers: what landed, how landings coalesce, and the ledger state each one ends in. */
@NullMarked
package io.tidemill.orchestration.trigger;

import org.jspecify.annotations.NullMarked;
