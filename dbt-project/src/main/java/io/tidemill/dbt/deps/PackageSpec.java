package io.tidemill.dbt.deps;

import io.tidemill.dbt.context.PythonJson;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of packages.yml, before it is known which version that is.
 *
 * <p>{@link #json()} is what dbt hashes to see whether the file has changed.
 */
public sealed interface PackageSpec {

  /** What identifies the package among others. */
  String name();

  /** The entry as it is written, without Jinja rendered. */
  Map<String, Object> unrendered();

  /** The entry as dbt's own JSON, keys sorted. */
  default String json() {
    Map<String, Object> all = fields();
    all.put("unrendered", unrendered());
    return String.valueOf(PythonJson.sorted(PythonValues.fromJava(all)));
  }

  /** Its fields by dbt's names, those not given included. */
  Map<String, Object> fields();

  /**
   * A package of a hub.
   *
   * @param version one version or a list of ranges, as written
   */
  record Hub(
      String name,
      Object version,
      boolean prerelease,
      @Nullable String alias,
      Map<String, Object> unrendered)
      implements PackageSpec {

    /** Its ranges, each of which a version must meet. */
    List<String> versions() {
      List<String> versions = new ArrayList<>();
      if (version instanceof List<?> list) {
        list.forEach(item -> versions.add(String.valueOf(item)));
      } else {
        versions.add(String.valueOf(version));
      }
      return versions;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("package", name);
      fields.put("version", version);
      fields.put("install_prerelease", prerelease);
      return named(fields, alias);
    }
  }

  /**
   * A git repository.
   *
   * @param revision tag, branch or commit; null for the default branch
   * @param warnUnpinned whether to warn of a branch; null when not said
   * @param subdirectory folder of it that is the package
   */
  record Git(
      String url,
      @Nullable Object revision,
      @Nullable Boolean warnUnpinned,
      @Nullable String subdirectory,
      @Nullable String alias,
      Map<String, Object> unrendered)
      implements PackageSpec {

    @Override
    public String name() {
      return subdirectory == null ? url : url + "/" + subdirectory;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("git", url);
      fields.put("revision", revision);
      fields.put("warn-unpinned", warnUnpinned);
      fields.put("subdirectory", subdirectory);
      return named(fields, alias);
    }
  }

  /** A folder. */
  record Local(String path, @Nullable String alias, Map<String, Object> unrendered)
      implements PackageSpec {

    @Override
    public String name() {
      return path;
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("local", path);
      return named(fields, alias);
    }
  }

  /** A tar file with one folder in it. */
  record Tarball(String url, String name, Map<String, Object> unrendered) implements PackageSpec {

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("tarball", url);
      fields.put("name", name);
      return fields;
    }
  }

  private static Map<String, Object> named(Map<String, Object> fields, @Nullable String alias) {
    if (alias != null) {
      fields.put("name", alias);
    }
    return fields;
  }
}
