package io.tidemill.dbt.deps;

import io.tidemill.dbt.context.DbtVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes pinned packages of what a project wants, fetching each once into a folder of downloads. */
final class Packages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Map<String, Object>>> ENTRIES = new TypeReference<>() {};

  private final Path project;
  private final Path downloads;
  private final HubClient hub;
  private final boolean versionCheck;
  private final Map<String, Object> vars;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private final Map<String, PinnedPackage> known = new LinkedHashMap<>();

  Packages(
      Path project,
      Path downloads,
      HubClient hub,
      boolean versionCheck,
      Map<String, Object> vars,
      Map<String, String> environment,
      Consumer<String> warnings) {
    this.project = project;
    this.downloads = downloads;
    this.hub = hub;
    this.versionCheck = versionCheck;
    this.vars = vars;
    this.environment = environment;
    this.warnings = warnings;
  }

  /**
   * The one package that meets all of these wishes for it.
   *
   * @throws io.tidemill.dbt.error.ProjectException when none does, or it cannot be fetched
   */
  PinnedPackage pin(List<PackageSpec> wishes) {
    String key = wishes.stream().map(PackageSpec::json).sorted().toList().toString();
    PinnedPackage pinned = known.get(key);
    if (pinned == null) {
      pinned = make(wishes);
      known.put(key, pinned);
    }
    return pinned;
  }

  private PinnedPackage make(List<PackageSpec> wishes) {
    PackageSpec first = wishes.get(0);
    for (PackageSpec wish : wishes) {
      if (wish.getClass() != first.getClass()) {
        throw DependencyFailure.of(
            "Cannot incorporate %s in %s: mismatched types".formatted(wish.name(), first.name()));
      }
    }
    if (first instanceof PackageSpec.Hub) {
      return hub(wishes.stream().map(PackageSpec.Hub.class::cast).toList());
    }
    if (first instanceof PackageSpec.Git) {
      return git(wishes.stream().map(PackageSpec.Git.class::cast).toList());
    }
    return first instanceof PackageSpec.Tarball tarball
        ? tarball(tarball)
        : local((PackageSpec.Local) first);
  }

  private PinnedPackage hub(List<PackageSpec.Hub> wishes) {
    String name = wishes.get(0).name();
    VersionRange range =
        VersionRange.of(wishes.stream().flatMap(wish -> wish.versions().stream()).toList());
    boolean prerelease =
        range.namesPrerelease() || wishes.stream().anyMatch(PackageSpec.Hub::prerelease);
    List<String> offered = new ArrayList<>();
    if (versionCheck) {
      offered.addAll(hub.compatible(name, Version.of(DbtVersion.VALUE)));
    } else {
      hub.versions(name).propertyNames().forEach(offered::add);
    }
    List<Version> installable =
        offered.stream()
            .map(Version::of)
            .filter(version -> prerelease || !version.isPrerelease())
            .sorted()
            .toList();
    List<Version> fitting = installable.stream().filter(range::admits).toList();
    if (fitting.isEmpty()) {
      throw DependencyFailure.of(
          "Could not find a matching compatible version for package %s%n  Requested range: %s%n  Compatible versions: %s%s"
              .formatted(
                  name,
                  range,
                  installable,
                  versionCheck
                      ? "%n  Not shown: package versions incompatible with installed version of dbt-core %s; to include them, add '--no-version-check'"
                          .formatted(DbtVersion.VALUE)
                      : ""));
    }
    String latest = installable.get(installable.size() - 1).text();
    return new HubPackage(name, fitting.get(fitting.size() - 1).text(), latest);
  }

  private PinnedPackage git(List<PackageSpec.Git> wishes) {
    PackageSpec.Git wish = wishes.get(0);
    Set<String> revisions = new LinkedHashSet<>();
    wishes.forEach(
        each -> {
          if (each.revision() != null) {
            revisions.add(each.revision().toString());
          }
        });
    if (revisions.size() > 1) {
      throw DependencyFailure.of(
          "git dependencies should contain exactly one version. %s contains: %s"
              .formatted(wish.name(), revisions));
    }
    String revision = revisions.isEmpty() ? "HEAD" : revisions.iterator().next();
    boolean warns = wishes.stream().allMatch(each -> !Boolean.FALSE.equals(each.warnUnpinned()));
    if (warns && List.of("HEAD", "main", "master").contains(revision)) {
      warnings.accept(
          ("The git package \"%s\" is %s. This can introduce breaking changes into your project without warning!"
                  + " See https://docs.getdbt.com/docs/package-management#section-specifying-package-versions")
              .formatted(
                  wish.url(),
                  revision.equals("HEAD")
                      ? "not pinned, using HEAD (default branch)"
                      : "pinned to the \"" + revision + "\" branch"));
    }
    Path folder = fresh("git");
    String commit = GitClient.checkout(wish.url(), revision, folder);
    Path content = wish.subdirectory() == null ? folder : inside(folder, wish.subdirectory());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("git", wish.unrendered().getOrDefault("git", wish.url()));
    entry.put("revision", commit);
    if (wish.subdirectory() != null) {
      entry.put("subdirectory", wish.subdirectory());
    }
    return new FolderPackage(
        wish.name(), entry, "revision " + commit, wish.subdirectory(), content, null, true);
  }

  private PinnedPackage tarball(PackageSpec.Tarball wish) {
    Path content = unpacked(wish.url(), wish.name());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("tarball", wish.unrendered().getOrDefault("tarball", wish.url()));
    String version = "tarball (url: " + wish.url() + ")";
    return new FolderPackage(wish.name(), entry, version, null, content, wish.name(), true);
  }

  private PinnedPackage local(PackageSpec.Local wish) {
    Path folder = project.resolve(wish.path()).normalize();
    return new FolderPackage(
        wish.path(),
        new LinkedHashMap<>(Map.of("local", wish.path())),
        "<local @ " + wish.path() + ">",
        null,
        folder,
        null,
        false);
  }

  /** Downloads and unpacks; the one folder in it. */
  private Path unpacked(String url, String name) {
    Path folder = fresh("tar");
    Path file = folder.resolve("package.tar.gz");
    hub.download(url, file);
    Path content = folder.resolve("content");
    try {
      TarFile.unpack(file, content);
      try (Stream<Path> children = Files.list(content)) {
        List<Path> found = children.toList();
        if (found.size() != 1 || !Files.isDirectory(found.get(0))) {
          throw DependencyFailure.of(
              "Incorrect structure for package extracted from %s. The extracted package needs to follow the structure %s/<package_contents>."
                  .formatted(url, name));
        }
        return found.get(0);
      }
    } catch (IOException e) {
      throw DependencyFailure.of(
          "Expected %s to be a tar file, but: %s".formatted(url, e.getMessage()), e);
    }
  }

  private Path fresh(String kind) {
    try {
      Path folder = Files.createTempDirectory(downloads, kind).resolve("package");
      Files.createDirectories(folder);
      // git clone wants a folder that is empty or missing; ours is empty.
      return folder;
    } catch (IOException e) {
      throw DependencyFailure.of("Expected to write in " + downloads + ", but: " + e, e);
    }
  }

  private static Path inside(Path folder, String subdirectory) {
    Path path = folder.resolve(subdirectory).normalize();
    if (!path.startsWith(folder)) {
      throw DependencyFailure.of(
          "Expected a subdirectory of the repository, but '" + subdirectory + "' leads out of it");
    }
    return path;
  }

  /** A version of a hub's. */
  private final class HubPackage implements PinnedPackage {
    private final String name;
    private final String version;
    private final String latest;

    HubPackage(String name, String version, String latest) {
      this.name = name;
      this.version = version;
      this.latest = latest;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, Object> entry() {
      return new LinkedHashMap<>(Map.of("package", name, "version", version));
    }

    @Override
    public String version() {
      return "version " + version;
    }

    @Override
    public String newerVersion() {
      return latest.equals(version) ? "" : latest;
    }

    @Override
    public String projectName() {
      return hub.version(name, version).path("name").asString(name.replaceFirst(".*/", ""));
    }

    @Override
    public List<PackageSpec> needs() {
      JsonNode entries = hub.version(name, version).path("packages");
      return entries.isArray()
          ? PackagesFile.ofHub(JSON.convertValue(entries, ENTRIES))
          : List.of();
    }

    @Override
    public void install(Path folder) {
      String url = hub.version(name, version).path("downloads").path("tarball").asString("");
      if (url.isEmpty()) {
        throw DependencyFailure.of(
            "Expected the hub to say where %s %s can be downloaded, but it does not"
                .formatted(name, version));
      }
      PackageFolders.copy(unpacked(url, name), folder);
    }
  }

  /** A package that is in a folder: of a repository, of a tar file, of this machine. */
  private final class FolderPackage implements PinnedPackage {
    private final String name;
    private final Map<String, Object> entry;
    private final String version;
    private final @Nullable String subdirectory;
    private final Path content;
    private final @Nullable String projectName;
    private final boolean ours;

    FolderPackage(
        String name,
        Map<String, Object> entry,
        String version,
        @Nullable String subdirectory,
        Path content,
        @Nullable String projectName,
        boolean ours) {
      this.name = name;
      this.entry = entry;
      this.version = version;
      this.subdirectory = subdirectory;
      this.content = content;
      this.projectName = projectName;
      this.ours = ours;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Map<String, Object> entry() {
      return new LinkedHashMap<>(entry);
    }

    @Override
    public String version() {
      return version;
    }

    @Override
    public @Nullable String subdirectory() {
      return subdirectory;
    }

    @Override
    public String projectName() {
      return projectName == null
          ? ProjectHead.read(content, vars, environment).name()
          : projectName;
    }

    @Override
    public List<PackageSpec> needs() {
      return PackagesFile.of(content, vars, environment).packages();
    }

    @Override
    public void install(Path folder) {
      if (ours) {
        PackageFolders.copy(content, folder);
      } else {
        PackageFolders.link(content, folder);
      }
    }
  }
}
