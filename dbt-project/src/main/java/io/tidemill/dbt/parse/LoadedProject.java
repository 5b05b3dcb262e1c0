package io.tidemill.dbt.parse;

import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectVariables;
import io.tidemill.dbt.manifest.Manifest;
import java.util.Map;

/** All that is kept of a project after it was read. */
public record LoadedProject(
    ProjectConfig config,
    Map<String, ProjectConfig> packages,
    Profile profile,
    MacroLibrary macros,
    ProjectVariables variables,
    Manifest manifest) {}
