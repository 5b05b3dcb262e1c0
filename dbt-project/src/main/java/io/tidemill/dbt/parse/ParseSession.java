package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.context.EnvironmentVariables;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectVariables;
import io.tidemill.dbt.context.Variables;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all steps of reading one project share.
 *
 * @param files of each package
 * @param reads whether the file with a key is to be read; what the others hold is known
 */
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
    String invocationId,
    Map<String, ProjectFiles> files,
    Predicate<String> reads) {

  static String newInvocationId() {
    return UUID.randomUUID().toString();
  }

  static Map<String, ProjectFiles> filesOf(Map<String, Package> packages) {
    Map<String, ProjectFiles> files = new HashMap<>();
    packages.forEach((name, owner) -> files.put(name, new ProjectFiles(owner.root())));
    return files;
  }

  ProjectFiles files(Package owner) {
    return Objects.requireNonNull(files.get(owner.name()), owner.name());
  }

  /** Those of some files of a package that are to be read. */
  List<Found> toRead(Package owner, List<Found> found) {
    return found.stream().filter(file -> reads.test(file.key(owner.name()))).toList();
  }

  /** The same with other macros, for some of the files. */
  ParseSession reading(MacroLibrary library, Predicate<String> some) {
    return new ParseSession(
        source,
        profile,
        root,
        packages,
        library,
        projectVariables,
        new Problems(),
        configs,
        startedAt,
        invocationId,
        files,
        some);
  }

  MacroLibrary newLibrary() {
    return new MacroLibrary(root.name(), root.config().dispatch());
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
