package io.tidemill.planner.trigger;

import java.util.Collection;

/** What the deployed projects ask to be told of. The answers change when projects are deployed. */
public interface TriggerSources {

  /** Where the projects' sources say that their files land. */
  Collection<LandingLocation> landingLocations();

  /** The schedules in the projects' meta. */
  Collection<Schedule> schedules();
}
