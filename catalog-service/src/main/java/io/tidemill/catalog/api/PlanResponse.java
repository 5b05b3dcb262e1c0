package io.tidemill.catalog.api;

import java.util.List;

/**
 * What would be done. Equal states give equal responses.
 *
 * @param changes number of changes in all plans
 */
record PlanResponse(int changes, List<NodePlan> plans) {
  PlanResponse {
    plans = List.copyOf(plans);
  }
}
