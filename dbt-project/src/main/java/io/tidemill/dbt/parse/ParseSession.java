package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.context.EnvironmentVariables;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectVariables;
import io.tidemill.dbt.context.Variables;
import io.tidemill.dbt.error.Problems;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What all steps of reading one project share. */
record ParseSession(
    ProjectSource source,
    Profile profile,
    Package root,
    Map<String, Package> packages,
    MacroLibrary macros,
    ProjectVariables projectVariables,
    Problems problems,
    ConfigCalculator configs,
    Instant startedAt,
    String invocationId) {

  static String newInvocationId() {
    return UUID.randomUUID().toString();
  }

  /** {@code var} as nodes of a package see it while they are parsed: a missing one is None. */
  Variables variables(String packageName) {
    return projectVariables.of(packageName, Map.of(), Variables.Absent.NONE);
  }

  EnvironmentVariables environment() {
    return EnvironmentVariables.withoutSecrets(source.environment());
  }

  NodeContent.Defaults defaults(@Nullable String rootPath) {
    // Until names are generated, dbt knows no database: the profile has none.
    return new NodeContent.Defaults(
        null, profile.glue().schema(), startedAt.toEpochMilli() / 1000.0, rootPath);
  }
}
