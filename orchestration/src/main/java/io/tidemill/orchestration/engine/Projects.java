package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.id.ProjectDigest;
import java.util.Optional;

/** The project versions that can be read here. */
public interface Projects {

  /** The project of that digest; empty when it cannot be read, which may be different later. */
  Optional<Project> find(ProjectDigest digest);
}
