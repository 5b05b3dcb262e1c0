/** The planner as a service: where it starts, and what it is configured with. */
@NullMarked
package io.tidemill.planner;

import org.jspecify.annotations.NullMarked;
