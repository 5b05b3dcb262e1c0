package io.tidemill.catalog.api;

import io.tidemill.catalog.permission.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The plan for one node.
 *
 * @param plan null when there can be none
 * @param problem why there can be none; null when there is one
 */
record NodePlan(String node, @Nullable Plan plan, @Nullable String problem) {}
