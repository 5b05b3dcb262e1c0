package io.tidemill.dbt.deps;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.ProjectConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code dbt deps}: resolves the packages of a project, pins them in package-lock.yml and installs
 * them.
 *
 * <p>Every method throws {@link io.tidemill.dbt.error.ProjectException} when a package cannot be
 * had; nothing is installed then that was not before.
 */
public final class Dependencies {
  private final ProjectSource source;
  private final ProjectConfig project;
  private final String hubUrl;
  private final boolean versionCheck;
  private final Consumer<String> log;

  /**
   * @param hubUrl address of the package hub; null for {@code DBT_PACKAGE_HUB_URL} of the source's
   *     environment, else dbt's
   * @param versionCheck whether packages must say that they work with this version of dbt
   * @param log where lines go
   */
  public Dependencies(
      ProjectSource source,
      @org.jspecify.annotations.Nullable String hubUrl,
      boolean versionCheck,
      Consumer<String> log) {
    this.source = source;
    this.project = ProjectHead.read(source);
    this.hubUrl =
        hubUrl != null
            ? hubUrl
            : source.environment().getOrDefault("DBT_PACKAGE_HUB_URL", HubClient.DEFAULT_URL);
    this.versionCheck = versionCheck;
    this.log = log;
  }

  /** Whether the lock file is missing, or made of other wishes than the project has now. */
  public boolean isLockOutdated() {
    Path lock = project.root().resolve(PackagesFile.LOCK);
    return !Files.exists(lock) || !PackagesFile.lockedHash(project.root()).equals(wanted().hash());
  }

  /** Resolves and writes the lock file. */
  public void lock() {
    PackagesFile wanted = wanted();
    if (wanted.packages().isEmpty()) {
      log.accept("Warning: No packages were found in packages.yml");
      return;
    }
    inDownloads(packages -> lock(wanted, resolve(packages, wanted.packages())));
  }

  /** Installs what the lock file pins, in place of what was installed. */
  public void install() {
    PackagesFile locked = PackagesFile.lock(project.root(), source.vars(), source.environment());
    if (locked.packages().isEmpty()) {
      PackageFolders.delete(project.packagesInstallPath());
      log.accept("Warning: No packages were found in packages.yml");
      return;
    }
    inDownloads(packages -> install(packages, locked.packages()));
  }

  private PackagesFile wanted() {
    return PackagesFile.of(project.root(), source.vars(), source.environment());
  }

  private void inDownloads(Consumer<Packages> work) {
    Path downloads;
    try {
      downloads = Files.createTempDirectory("dbt-downloads-");
    } catch (IOException e) {
      throw DependencyFailure.of("Expected to make a folder for downloads, but: " + e, e);
    }
    try {
      work.accept(
          new Packages(
              project.root(),
              downloads,
              new HubClient(hubUrl),
              versionCheck,
              source.vars(),
              source.environment(),
              warning -> log.accept("[WARNING]: " + warning)));
    } finally {
      PackageFolders.delete(downloads);
    }
  }

  /** Wishes of wishes until there are no new ones. */
  private List<PinnedPackage> resolve(Packages packages, List<PackageSpec> wanted) {
    Map<String, List<PackageSpec>> all = new LinkedHashMap<>();
    List<PackageSpec> pending = wanted;
    Set<String> seen = new LinkedHashSet<>();
    while (!pending.isEmpty()) {
      Set<String> touched = new LinkedHashSet<>();
      for (PackageSpec wish : pending) {
        String key = key(wish, all);
        if (seen.add(key + " " + wish.json())) {
          all.computeIfAbsent(key, k -> new ArrayList<>()).add(wish);
          touched.add(key);
        }
      }
      List<PackageSpec> next = new ArrayList<>();
      for (String key : touched) {
        next.addAll(packages.pin(all.getOrDefault(key, List.of())).needs());
      }
      pending = next;
    }
    List<PinnedPackage> pinned = all.values().stream().map(packages::pin).toList();
    checkNames(pinned);
    return pinned;
  }

  /** Two addresses of one repository are one package. */
  private static String key(PackageSpec wish, Map<String, ?> known) {
    String name = wish.name();
    if (wish instanceof PackageSpec.Git git && !known.containsKey(name)) {
      String url = git.url();
      String other = url.endsWith(".git") ? url.substring(0, url.length() - 4) : url + ".git";
      String otherName = git.subdirectory() == null ? other : other + "/" + git.subdirectory();
      return known.containsKey(otherName) ? otherName : name;
    }
    return name;
  }

  private void checkNames(List<PinnedPackage> pinned) {
    Set<String> names = new LinkedHashSet<>();
    for (PinnedPackage found : pinned) {
      String name = found.projectName();
      if (name.equals(project.name())) {
        throw DependencyFailure.of(
            "Found a dependency with the same name as the root project \"%s\". Package names must be unique in a project. Please rename one of these packages."
                .formatted(name));
      }
      if (!names.add(name)) {
        throw DependencyFailure.of(
            "Found duplicate project \"%s\". This occurs when a dependency has the same project name as some other dependency."
                .formatted(name));
      }
    }
  }

  private void lock(PackagesFile wanted, List<PinnedPackage> pinned) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (PinnedPackage found : pinned) {
      Map<String, Object> entry = new TreeMap<>(found.entry());
      entry.put("name", found.projectName());
      entries.add(entry);
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("packages", entries);
    content.put("sha1_hash", wanted.hash());
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(4);
    options.setIndicatorIndent(2);
    Path file = project.root().resolve(PackagesFile.LOCK);
    try {
      Files.writeString(file, new Yaml(options).dump(content));
    } catch (IOException e) {
      throw DependencyFailure.of("Expected to write " + file + ", but: " + e, e);
    }
    log.accept("Updating lock file in file path: " + file);
  }

  private void install(Packages packages, List<PackageSpec> locked) {
    Path install = project.packagesInstallPath();
    PackageFolders.delete(install);
    List<String> outdated = new ArrayList<>();
    try {
      Files.createDirectories(install);
    } catch (IOException e) {
      throw DependencyFailure.of("Expected to write in " + install + ", but: " + e, e);
    }
    for (PackageSpec spec : locked) {
      log.accept("Installing " + spec.name());
      PinnedPackage found = packages.pin(List.of(spec));
      found.install(folder(install, found.projectName()));
      log.accept("Installed from " + found.version());
      String newer = found.newerVersion();
      if (newer != null) {
        log.accept(newer.isEmpty() ? "Up to date!" : "Updated version available: " + newer);
        if (!newer.isEmpty()) {
          outdated.add(found.name());
        }
      }
      if (found.subdirectory() != null) {
        log.accept("and subdirectory " + found.subdirectory());
      }
    }
    if (!outdated.isEmpty()) {
      log.accept("");
      log.accept(
          "Updates available for packages: ['%s']\nUpdate your versions in packages.yml, then run dbt deps"
              .formatted(String.join("', '", outdated)));
    }
  }

  private static Path folder(Path install, String name) {
    Path folder = install.resolve(name).normalize();
    if (!folder.startsWith(install.normalize()) || folder.equals(install.normalize())) {
      throw DependencyFailure.of(
          "Invalid package name '%s': resolves outside of the packages-install-path ('%s')"
              .formatted(name, install));
    }
    return folder;
  }
}
