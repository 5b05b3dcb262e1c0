package io.tidemill.catalog.project;

import io.tidemill.dbt.manifest.Manifest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this service reads of a project version.
 *
 * @param principals aliases of principals from the project's {@code tidemill.yml}
 * @param runtimeRole role that the project's Glue sessions run under; null where the profile names
 *     none
 * @param glueVersion Glue version its sessions have
 */
public record Project(
    Manifest manifest,
    Map<String, String> principals,
    @Nullable String runtimeRole,
    String glueVersion) {

  public Project {
    principals = Map.copyOf(principals);
  }
}
