package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.util.ArrayList;
import java.util.List;

/** Reads the macros of dbt, of the packages and of the project. */
final class MacroFiles {
  private final ParseSession session;

  MacroFiles(ParseSession session) {
    this.session = session;
  }

  void read() {
    double createdAt = session.startedAt().toEpochMilli() / 1000.0;
    BuiltinMacros.addTo(session.macros(), createdAt);
    for (Package owner : session.packages().values()) {
      session.macros().addPackage(owner.name());
      MacroReader reader = new MacroReader(owner.name(), createdAt);
      ProjectFiles files = session.files(owner);
      addMacros(files.find(owner.paths("macro-paths"), ".sql"), false, reader);
      List<Found> tests = new ArrayList<>(files.find(owner.paths("test-paths"), ".sql"));
      tests.removeIf(file -> !file.relative().startsWith("generic/"));
      addMacros(tests, true, reader);
    }
    MacroDependencies dependencies = new MacroDependencies(session.macros());
    for (ProjectMacro macro : session.macros().all()) {
      dependencies.resolve(macro);
    }
  }

  private void addMacros(List<Found> files, boolean testsOnly, MacroReader reader) {
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
      outcome.into(session.problems(), this::addMacro);
    }
  }

  private void addMacro(ProjectMacro macro) {
    ProjectMacro previous = session.macros().add(macro);
    if (previous != null) {
      String file = String.valueOf(macro.content().get("original_file_path"));
      session
          .problems()
          .add(
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
}
