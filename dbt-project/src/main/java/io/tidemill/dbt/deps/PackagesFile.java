package io.tidemill.dbt.deps;

import io.tidemill.dbt.config.ConfigurationScope;
import io.tidemill.dbt.config.YamlFiles;
import io.tidemill.dbt.config.YamlTree;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The packages that a project names in packages.yml or dependencies.yml, or that its lock file
 * does.
 *
 * @param file name of the file they are in
 * @param packages its entries in order
 */
public record PackagesFile(String file, List<PackageSpec> packages) {
  static final String PACKAGES = "packages.yml";
  static final String DEPENDENCIES = "dependencies.yml";
  static final String LOCK = "package-lock.yml";

  public PackagesFile {
    packages = List.copyOf(packages);
  }

  /**
   * What a project names.
   *
   * @throws ProjectException when a file is wrong
   */
  public static PackagesFile of(
      Path project, Map<String, Object> vars, Map<String, String> environment) {
    Map<String, Object> packages = raw(project.resolve(PACKAGES));
    Map<String, Object> dependencies = raw(project.resolve(DEPENDENCIES));
    if (packages.containsKey("packages") && dependencies.containsKey("packages")) {
      throw failure(
          PACKAGES,
          "The 'packages' key cannot be specified in both packages.yml and dependencies.yml");
    }
    if (packages.containsKey("projects")) {
      throw failure(PACKAGES, "The 'projects' key cannot be specified in packages.yml");
    }
    return dependencies.containsKey("packages")
        ? read(DEPENDENCIES, dependencies, dependencies)
        : read(PACKAGES, rendered(PACKAGES, packages, vars, environment), packages);
  }

  /** What the lock file of a project pins; nothing when there is none. */
  static PackagesFile lock(
      Path project, Map<String, Object> vars, Map<String, String> environment) {
    Map<String, Object> raw = raw(project.resolve(LOCK));
    return read(LOCK, rendered(LOCK, raw, vars, environment), raw);
  }

  /** The hash that the lock file of a project carries; empty when there is none. */
  static String lockedHash(Path project) {
    Object hash = raw(project.resolve(LOCK)).get("sha1_hash");
    return hash == null ? "" : hash.toString();
  }

  /** SHA-1 over the entries, as dbt makes it: a lock file with another hash is out of date. */
  public String hash() {
    String text =
        packages.stream().map(PackageSpec::json).sorted().collect(Collectors.joining("\n"));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every Java to have SHA-1, but this one has not", e);
    }
  }

  /** What a hub says that a package needs. */
  static List<PackageSpec> ofHub(List<Map<String, Object>> entries) {
    return entries.stream().map(entry -> spec("the hub", entry, entry)).toList();
  }

  private static Map<String, Object> raw(Path path) {
    if (!Files.exists(path)) {
      return new LinkedHashMap<>();
    }
    String file = String.valueOf(path.getFileName());
    try {
      return YamlFiles.map(Files.readString(path), file, ProblemKind.PROJECT);
    } catch (IOException e) {
      throw failure(file, "Expected to read the file, but " + e);
    }
  }

  private static Map<String, Object> rendered(
      String file,
      Map<String, Object> raw,
      Map<String, Object> vars,
      Map<String, String> environment) {
    return new YamlTree(ConfigurationScope.forProfiles(vars, environment), path -> true, file)
        .renderMap(raw);
  }

  private static PackagesFile read(
      String file, Map<String, Object> rendered, Map<String, Object> raw) {
    Object entries = rendered.get("packages");
    if (entries == null) {
      return new PackagesFile(file, List.of());
    }
    if (!(entries instanceof List<?> list) || !(raw.get("packages") instanceof List<?> written)) {
      throw malformed(file, "'packages' is not a list");
    }
    List<PackageSpec> specs = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Map<?, ?> entry)
          || !(written.get(i) instanceof Map<?, ?> unrendered)) {
        throw malformed(file, "entry " + (i + 1) + " of 'packages' is not a dictionary");
      }
      specs.add(spec(file, YamlFiles.stringKeyed(entry), YamlFiles.stringKeyed(unrendered)));
    }
    return new PackagesFile(file, specs);
  }

  private static PackageSpec spec(
      String file, Map<String, Object> entry, Map<String, Object> unrendered) {
    if (entry.containsKey("package")) {
      check(file, entry, List.of("package", "version", "install_prerelease", "name"));
      String name = required(file, entry, "package");
      Object version = entry.get("version");
      if (version == null || version.toString().isEmpty()) {
        throw malformed(
            file,
            name
                + " is missing the version. When installing from the Hub package index, version is a required property");
      }
      return new PackageSpec.Hub(
          name,
          version,
          Boolean.TRUE.equals(entry.get("install_prerelease")),
          text(entry, "name"),
          unrendered);
    }
    if (entry.containsKey("git")) {
      check(file, entry, List.of("git", "revision", "warn-unpinned", "subdirectory", "name"));
      return new PackageSpec.Git(
          required(file, entry, "git"),
          entry.get("revision"),
          entry.get("warn-unpinned") instanceof Boolean warn ? warn : null,
          text(entry, "subdirectory"),
          text(entry, "name"),
          unrendered);
    }
    if (entry.containsKey("local")) {
      check(file, entry, List.of("local", "name"));
      return new PackageSpec.Local(required(file, entry, "local"), text(entry, "name"), unrendered);
    }
    if (entry.containsKey("tarball")) {
      check(file, entry, List.of("tarball", "name"));
      return new PackageSpec.Tarball(
          required(file, entry, "tarball"), required(file, entry, "name"), unrendered);
    }
    if (entry.containsKey("private")) {
      throw failure(
          file,
          "Cannot resolve private package "
              + entry.get("private")
              + ": private packages are served by dbt's platform only. Name its repository with git instead");
    }
    throw malformed(file, entry + " names no package, git, local or tarball");
  }

  private static void check(String file, Map<String, Object> entry, List<String> allowed) {
    for (String key : entry.keySet()) {
      if (!allowed.contains(key)) {
        throw malformed(file, "'" + key + "' is not one of " + allowed + " in " + entry);
      }
    }
  }

  private static String required(String file, Map<String, Object> entry, String key) {
    String text = text(entry, key);
    if (text == null || text.isEmpty()) {
      throw malformed(file, "'" + key + "' is a required property of " + entry);
    }
    return text;
  }

  private static @Nullable String text(Map<String, Object> entry, String key) {
    Object value = entry.get(key);
    return value == null ? null : value.toString();
  }

  private static ProjectException malformed(String file, String what) {
    return failure(
        file,
        "The "
            + file
            + " file in this project is malformed. Please double check the contents of this file and fix any errors before retrying: "
            + what);
  }

  private static ProjectException failure(String file, String message) {
    return new ProjectException(
        new ProjectProblem(ProblemKind.DEPENDENCY, message, file, 0, 0), null);
  }
}
