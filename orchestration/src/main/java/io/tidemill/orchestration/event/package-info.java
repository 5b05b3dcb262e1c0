/**
 * All that can happen to the planner (inputs), all it decides (events) and all it tells others
 * (effects).
 */
@NullMarked
package io.tidemill.orchestration.event;

import org.jspecify.annotations.NullMarked;
