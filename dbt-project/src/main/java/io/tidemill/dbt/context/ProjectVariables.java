package io.tidemill.dbt.context;

import io.tidemill.dbt.context.Variables.Absent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The vars of all projects: what a package declares, what the root project says over it, what the
 * command line says over both.
 */
public final class ProjectVariables {
  private final String rootPackage;
  private final Map<String, Map<String, Object>> declared;
  private final Map<String, Object> commandLine;

  /**
   * @param declared the {@code vars} section of each package by its name
   */
  public ProjectVariables(
      String rootPackage,
      Map<String, Map<String, Object>> declared,
      Map<String, Object> commandLine) {
    this.rootPackage = rootPackage;
    this.declared = Map.copyOf(declared);
    this.commandLine = commandLine;
  }

  /**
   * {@code var} as nodes of a package see it.
   *
   * @param over vars of this invocation, over everything else
   */
  public Variables of(String packageName, Map<String, Object> over, Absent absent) {
    Map<String, Object> merged = values(packageName);
    merged.putAll(over);
    return new Variables(merged, absent, packageName);
  }

  /** The vars nodes of a package see. */
  public Map<String, Object> values(String packageName) {
    Map<String, Object> merged = new LinkedHashMap<>();
    if (!packageName.equals(rootPackage)) {
      merge(declared.getOrDefault(packageName, Map.of()), packageName, merged);
    }
    merge(declared.getOrDefault(rootPackage, Map.of()), packageName, merged);
    merged.putAll(commandLine);
    return merged;
  }

  private static void merge(
      Map<String, Object> vars, String packageName, Map<String, Object> merged) {
    merged.putAll(vars);
    if (vars.get(packageName) instanceof Map<?, ?> scoped) {
      scoped.forEach((name, value) -> merged.put(String.valueOf(name), value));
    }
  }
}
