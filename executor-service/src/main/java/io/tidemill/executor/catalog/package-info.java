/**
 * The Glue Data Catalog as the executor needs it: what exists, and how a table is swapped without a
 * gap.
 */
@NullMarked
package io.tidemill.executor.catalog;

import org.jspecify.annotations.NullMarked;
