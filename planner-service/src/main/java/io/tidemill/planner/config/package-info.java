/** What the planner is configured with: validated when it starts, never later. */
@NullMarked
package io.tidemill.planner.config;

import org.jspecify.annotations.NullMarked;
