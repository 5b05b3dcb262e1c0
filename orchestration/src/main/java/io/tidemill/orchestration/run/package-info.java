/** Runs and tasks: their rows, their states and the only legal moves between them. */
@NullMarked
package io.tidemill.orchestration.run;

import org.jspecify.annotations.NullMarked;
