/** The planner as a service: where it starts, and in which order its parts do. */
@NullMarked
package io.tidemill.planner;

import org.jspecify.annotations.NullMarked;
