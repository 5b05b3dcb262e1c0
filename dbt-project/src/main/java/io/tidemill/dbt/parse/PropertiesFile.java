package io.tidemill.dbt.parse;

import io.tidemill.dbt.config.ConfigurationScope;
import io.tidemill.dbt.config.YamlFiles;
import io.tidemill.dbt.config.YamlTree;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.parse.ProjectFiles.Found;
import io.tidemill.dbt.yaml.YamlDocument;
import io.tidemill.dbt.yaml.YamlPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one properties file into its entries, checking their shape. One use, one thread. */
final class PropertiesFile {
  private static final List<String> SECTIONS =
      List.of(
          "models",
          "seeds",
          "snapshots",
          "sources",
          "macros",
          "analyses",
          "exposures",
          "groups",
          "metrics",
          "semantic_models",
          "saved_queries",
          "unit_tests",
          "data_tests",
          "functions");

  private final ParseSession session;
  private final Package owner;
  private final Found file;
  private final String path;
  private final List<Properties> entries = new ArrayList<>();
  private final List<ProjectProblem> problems = new ArrayList<>();

  PropertiesFile(ParseSession session, Package owner, Found file) {
    this.session = session;
    this.owner = owner;
    this.file = file;
    this.path = file.original();
  }

  Outcome<Properties> read() {
    try {
      String text = ProjectFiles.read(file);
      YamlDocument document = YamlFiles.document(text, path, ProblemKind.PARSING);
      sections(document, ProjectFiles.checksum(text));
    } catch (ProjectException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      problem(ProblemKind.RUNTIME, YamlPosition.UNKNOWN, "Expected to read the file, but " + e);
    }
    return new Outcome<>(entries, problems);
  }

  private void sections(YamlDocument document, String checksum) {
    Map<String, Object> root = YamlFiles.map(document, path, ProblemKind.PARSING);
    ConfigurationScope scope =
        ConfigurationScope.of(
            session.root().name(),
            session.projectVariables().values(owner.name()),
            session.source().environment(),
            session.profile());
    for (String section : SECTIONS) {
      Object list = root.get(section);
      if (list == null) {
        continue;
      }
      if (!(list instanceof List<?> items)) {
        invalid(YamlPosition.UNKNOWN, "the value of '" + section + "' is not a list");
        continue;
      }
      for (Object item : items) {
        entry(section, item, document, checksum, scope);
      }
    }
  }

  private void entry(
      String section,
      @Nullable Object item,
      YamlDocument document,
      String checksum,
      ConfigurationScope scope) {
    if (!(item instanceof Map<?, ?> map)) {
      invalid(YamlPosition.UNKNOWN, "a list element for '" + section + "' is not a dictionary");
      return;
    }
    YamlPosition position = document.position(map);
    if (map.get("name") == null) {
      invalid(position, "a list element for '" + section + "' does not have a name attribute.");
      return;
    }
    Map<String, Object> written = YamlFiles.stringKeyed(map);
    try {
      Map<String, Object> fields =
          new YamlTree(scope, keys -> RenderedKeys.isRendered(section, keys), path)
              .renderMap(written);
      entries.add(
          Properties.of(
              owner, path, file.relative(), section, fields, written, document, checksum));
    } catch (JinjaException e) {
      problem(ProblemKind.PARSING, position, e.text());
    }
  }

  private void invalid(YamlPosition position, String why) {
    problem(
        ProblemKind.PARSING, position, "The schema file at " + path + " is invalid because " + why);
  }

  private void problem(ProblemKind kind, YamlPosition position, String message) {
    problems.add(new ProjectProblem(kind, message, path, position.line(), position.column()));
  }
}
