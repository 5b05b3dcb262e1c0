package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.ConfigurationScope;
import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.config.ProfileReader;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.config.ProjectFileReader;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectVariables;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.Manifest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a project from its folder: settings, macros, nodes, properties, then what they mean to each
 * other.
 */
public final class ProjectLoader {
  private final ProjectSource source;
  private final Instant startedAt;
  private final Problems problems = new Problems();

  public ProjectLoader(ProjectSource source, Clock clock) {
    this.source = source;
    this.startedAt = clock.instant();
  }

  /**
   * Reads everything.
   *
   * @throws ProjectException with everything that is wrong
   */
  public LoadedProject load() {
    ParseSession session = session();
    List<Resource> resources = read(session, new Drafts(), new FileNames());
    return loaded(session, new ManifestAssembler(session).assemble(resources, selectors()));
  }

  /** All resources of a project, in the order of the manifest. */
  List<Resource> read(ParseSession session, Drafts drafts, FileNames names) {
    new MacroFiles(session).read();
    ProjectReading reading = new ProjectReading(session, drafts);
    reading.read();
    List<Resource> resources = Resources.of(session, drafts);
    name(session, reading, resources, names);
    new GraphCheck(resources, session.problems()).check();
    session.problems().throwIfAny();
    return resources;
  }

  /** Notes the names of the files that were read. */
  static void name(
      ParseSession session, ProjectReading reading, List<Resource> resources, FileNames names) {
    ScannedFiles.of(session).files().stream()
        .filter(file -> session.reads().test(file.key()))
        .forEach(names::add);
    reading.entries().forEach(names::add);
    resources.forEach(names::add);
  }

  Map<String, Object> selectors() {
    return SelectorsFile.read(source.projectDir());
  }

  static LoadedProject loaded(ParseSession session, Manifest manifest) {
    Map<String, ProjectConfig> packages = new LinkedHashMap<>();
    session.packages().forEach((name, owner) -> packages.put(name, owner.config()));
    return new LoadedProject(
        session.root().config(),
        packages,
        session.profile(),
        session.macros(),
        session.projectVariables(),
        manifest);
  }

  /** What the project is read with. */
  ParseSession session() {
    Path root = source.projectDir().toAbsolutePath().normalize();
    ProjectFileReader reader = new ProjectFileReader(root, ProjectFileReader.FILE);
    Profile profile = profile(root, reader.profileName());
    Package rootPackage = read(reader, profile);
    Map<String, Package> packages = new LinkedHashMap<>();
    packages.put(rootPackage.name(), rootPackage);
    for (Path folder : InstalledPackages.folders(rootPackage.config(), problems)) {
      String file = root.relativize(folder).resolve(ProjectFileReader.FILE).toString();
      Package installed = read(new ProjectFileReader(folder, file), profile);
      if (packages.putIfAbsent(installed.name(), installed) != null) {
        problems.add(
            ProblemKind.DEPENDENCY,
            "Found duplicate project \""
                + installed.name()
                + "\". This occurs when a dependency has the same project name as some other"
                + " dependency.",
            file);
      }
    }
    Map<String, Map<String, Object>> vars = new LinkedHashMap<>();
    packages.forEach((name, owner) -> vars.put(name, owner.config().vars()));
    return new ParseSession(
        source,
        profile,
        rootPackage,
        packages,
        new MacroLibrary(rootPackage.name(), rootPackage.config().dispatch()),
        new ProjectVariables(rootPackage.name(), vars, source.vars()),
        problems,
        new ConfigCalculator(rootPackage, packages),
        startedAt,
        ParseSession.newInvocationId(),
        ParseSession.filesOf(packages),
        file -> true);
  }

  private Profile profile(Path root, @Nullable String name) {
    Path directory = ProfileReader.directory(source.profilesDir(), root, source.environment());
    return new ProfileReader(ConfigurationScope.forProfiles(source.vars(), source.environment()))
        .read(directory, name, source.target());
  }

  private Package read(ProjectFileReader reader, Profile profile) {
    // Only vars of the command line: those of the file itself are read with it.
    return new Package(
        reader.read(ConfigurationScope.of("", source.vars(), source.environment(), profile)));
  }
}
