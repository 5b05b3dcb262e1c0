/** Renders nodes at run time, against the catalog and the engine as they are then. */
@NullMarked
package io.tidemill.dbt.compile;

import org.jspecify.annotations.NullMarked;
