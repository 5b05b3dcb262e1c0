package io.tidemill.executor.project;

import io.tidemill.dbt.DbtProject;
import java.util.Set;

/**
 * A project version with what is worked out from it once.
 *
 * @param project the project
 * @param lakeFormats table formats that its nodes name
 */
public record LoadedProject(DbtProject project, Set<String> lakeFormats) {

  public LoadedProject {
    lakeFormats = Set.copyOf(lakeFormats);
  }
}
