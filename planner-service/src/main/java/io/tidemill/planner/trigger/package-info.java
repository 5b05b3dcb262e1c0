/**
 * Ways in: what happens outside becomes a trigger on the one canonical topic, or a dead letter with
 * its reason.
 */
@NullMarked
package io.tidemill.planner.trigger;

import org.jspecify.annotations.NullMarked;
