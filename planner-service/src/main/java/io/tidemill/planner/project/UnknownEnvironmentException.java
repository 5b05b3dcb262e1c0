package io.tidemill.planner.project;

import io.tidemill.orchestration.id.EnvironmentId;
import java.util.Collection;

/** There is no environment of that name. */
public final class UnknownEnvironmentException extends RuntimeException {
  UnknownEnvironmentException(EnvironmentId environment, Collection<EnvironmentId> known) {
    super(
        "Expected one of the environments "
            + known.stream().map(EnvironmentId::value).sorted().toList()
            + ", but there is no '"
            + environment
            + "'");
  }
}
