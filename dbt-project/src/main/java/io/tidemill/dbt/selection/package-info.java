/** dbt's node selection: which nodes a list of selectors names. */
@NullMarked
package io.tidemill.dbt.selection;

import org.jspecify.annotations.NullMarked;
