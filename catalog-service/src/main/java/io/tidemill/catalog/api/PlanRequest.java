package io.tidemill.catalog.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to plan permissions for.
 *
 * @param projectDigest project version whose declarations count
 * @param nodes dbt unique ids; none: every model, seed and snapshot
 */
record PlanRequest(String projectDigest, @Nullable List<String> nodes) {}
