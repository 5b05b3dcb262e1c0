package io.tidemill.dbt.parse;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.config.ConfigurationScope;
import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.config.ProfileReader;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.config.ProjectFileReader;
import io.tidemill.dbt.context.MacroLibrary;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.ProjectVariables;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
    Drafts drafts = new Drafts();
    macros(session);
    for (Package owner : session.packages().values()) {
      new NodeReader(session, owner, drafts).readAll();
    }
    properties(session, drafts);
    problems.throwIfAny();
    new References(session, drafts).resolveAll();
    new DocBlocks(session, drafts).renderAll();
    new PrimaryKeys(drafts).inferAll();
    new GraphCheck(drafts, problems).check();
    problems.throwIfAny();
    Map<String, Object> selectors = SelectorsFile.read(source.projectDir());
    Manifest manifest = new ManifestAssembler(session, drafts, selectors).assemble();
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

  private ParseSession session() {
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
        ParseSession.newInvocationId());
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

  private void macros(ParseSession session) {
    double createdAt = startedAt.toEpochMilli() / 1000.0;
    BuiltinMacros.addTo(session.macros(), createdAt);
    for (Package owner : session.packages().values()) {
      session.macros().addPackage(owner.name());
      MacroReader reader = new MacroReader(owner.name(), createdAt);
      ProjectFiles files = new ProjectFiles(owner.root());
      addMacros(session, files.find(owner.paths("macro-paths"), ".sql"), false, reader);
      List<Found> tests = new ArrayList<>(files.find(owner.paths("test-paths"), ".sql"));
      tests.removeIf(file -> !file.relative().startsWith("generic/"));
      addMacros(session, tests, true, reader);
    }
    MacroDependencies dependencies = new MacroDependencies(session.macros());
    for (ProjectMacro macro : session.macros().all()) {
      dependencies.resolve(macro);
    }
  }

  private void addMacros(
      ParseSession session, List<Found> files, boolean testsOnly, MacroReader reader) {
    for (Outcome<ProjectMacro> outcome :
        Parallel.map(
            files,
            file ->
                Outcome.of(
                    file.original(),
                    () -> {
                      String text = ProjectFiles.read(file);
                      return testsOnly
                          ? reader.readTests(text, file.original())
                          : reader.read(text, file.original());
                    }))) {
      outcome.into(problems, macro -> addMacro(session, macro));
    }
  }

  private void addMacro(ParseSession session, ProjectMacro macro) {
    ProjectMacro previous = session.macros().add(macro);
    if (previous != null) {
      String file = String.valueOf(macro.content().get("original_file_path"));
      problems.add(
          ProblemKind.COMPILATION,
          "dbt found two macros named \""
              + macro.name()
              + "\" in the project \""
              + macro.packageName()
              + "\". To fix this error, rename or remove one of the following macros:\n    - "
              + previous.content().get("original_file_path")
              + "\n    - "
              + file,
          file);
    }
  }

  private void properties(ParseSession session, Drafts drafts) {
    List<Properties> entries = new ArrayList<>();
    for (Package owner : session.packages().values()) {
      entries.addAll(new PropertiesReader(session, owner).readAll());
    }
    NodePatch patch = new NodePatch(session, drafts);
    MacroPatch macroPatch = new MacroPatch(session.macros());
    YamlSnapshot snapshots = new YamlSnapshot(session, drafts);
    OtherResources others = new OtherResources(session, drafts);
    for (Properties entry : entries) {
      attempt(
          entry,
          () -> {
            if (entry.section().equals("snapshots")) {
              snapshots.build(entry);
            }
          });
    }
    for (Properties entry : entries) {
      attempt(
          entry,
          () -> {
            switch (entry.section()) {
              case "models", "seeds", "snapshots", "analyses", "data_tests", "functions" ->
                  patch.apply(entry);
              case "macros" -> macroPatch.apply(entry);
              case "exposures",
                  "groups",
                  "unit_tests",
                  "metrics",
                  "semantic_models",
                  "saved_queries" ->
                  others.build(entry);
              default -> {
                // Sources come after all nodes, as their tests do in dbt.
              }
            }
          });
    }
    for (NodeDraft draft : drafts.nodes().values()) {
      if (draft.type() == ResourceType.SNAPSHOT) {
        SnapshotCheck.check(draft, problems);
      }
    }
    tests(session, drafts, patch, entries);
    sources(session, drafts, entries);
  }

  /** Nodes are only read here, so that entries can be worked on at the same time. */
  private void tests(
      ParseSession session, Drafts drafts, NodePatch patch, List<Properties> entries) {
    for (Outcome<NodeDraft> outcome :
        Parallel.map(
            entries,
            entry -> {
              GenericTests tests = new GenericTests(session, drafts);
              Outcome<NodeDraft> failed =
                  Outcome.of(
                      entry.file(),
                      () -> {
                        patch.makeTests(entry, tests);
                        return List.of();
                      });
              return failed.problems().isEmpty() ? tests.outcome() : failed;
            })) {
      outcome.into(problems, draft -> GenericTests.add(draft, drafts, problems));
    }
  }

  private void sources(ParseSession session, Drafts drafts, List<Properties> entries) {
    SourceBuilder sources = new SourceBuilder(session, drafts);
    for (Properties entry : entries) {
      if (entry.section().equals("sources")) {
        GenericTests tests = new GenericTests(session, drafts);
        attempt(entry, () -> sources.build(entry, tests));
        tests.outcome().into(problems, draft -> GenericTests.add(draft, drafts, problems));
      }
    }
  }

  private void attempt(Properties entry, Runnable step) {
    try {
      step.run();
    } catch (JinjaException e) {
      problems.add(JinjaProblems.of(e, entry.file()));
    } catch (ProjectException e) {
      problems.add(e);
    }
  }
}
