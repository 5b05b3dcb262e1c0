package io.tidemill.dbt.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dbt_project.yml, rendered and with dbt's defaults.
 *
 * @param root folder of the project
 * @param configs the trees under {@code models:}, {@code seeds:}, {@code snapshots:}, {@code
 *     sources:}, {@code tests:} ... by that key ({@code data_tests} and {@code tests} both under
 *     {@code data_tests})
 * @param dispatch macro namespace to the packages searched for it
 * @param vars as written, package scopes included
 * @param queryComment the {@code query-comment} section, null when it is switched off
 */
public record ProjectConfig(
    Path root,
    String name,
    @Nullable String version,
    @Nullable String profileName,
    Map<String, List<String>> paths,
    Path targetPath,
    Path packagesInstallPath,
    List<String> cleanTargets,
    Map<String, Map<String, Object>> configs,
    Map<String, List<String>> dispatch,
    Map<String, Object> vars,
    Map<String, Object> quoting,
    Map<String, Object> flags,
    @Nullable Object queryComment,
    List<String> onRunStart,
    List<String> onRunEnd,
    @Nullable String restrictAccess) {

  public ProjectConfig {
    paths = copy(paths);
    cleanTargets = List.copyOf(cleanTargets);
    configs = copy(configs);
    dispatch = copy(dispatch);
    vars = copy(vars);
    quoting = copy(quoting);
    flags = copy(flags);
    onRunStart = List.copyOf(onRunStart);
    onRunEnd = List.copyOf(onRunEnd);
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
