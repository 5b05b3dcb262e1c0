/**
 * The catalog service: from a completed model to permissions in place, lineage out and the model
 * published.
 */
@NullMarked
package io.tidemill.catalog;

import org.jspecify.annotations.NullMarked;
