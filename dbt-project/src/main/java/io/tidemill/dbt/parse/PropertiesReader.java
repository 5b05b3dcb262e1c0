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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the properties files of a package into entries, checking their shape. */
final class PropertiesReader {
  static final List<String> SECTIONS =
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

  PropertiesReader(ParseSession session, Package owner) {
    this.session = session;
    this.owner = owner;
  }

  /** All entries, file by file. */
  List<Properties> readAll() {
    Set<String> paths = new LinkedHashSet<>();
    for (String kind :
        List.of(
            "model-paths",
            "seed-paths",
            "snapshot-paths",
            "analysis-paths",
            "macro-paths",
            "test-paths",
            "function-paths")) {
      paths.addAll(owner.paths(kind));
    }
    List<Properties> entries = new ArrayList<>();
    for (Found file : new ProjectFiles(owner.root()).find(paths, ".yml", ".yaml")) {
      try {
        read(file, entries);
      } catch (ProjectException e) {
        session.problems().add(e);
      } catch (IOException e) {
        session
            .problems()
            .add(
                ProblemKind.PARSING,
                "Expected to read the file as UTF-8, but " + e,
                file.original());
      }
    }
    return entries;
  }

  private void read(Found file, List<Properties> entries) throws IOException {
    String path = file.original();
    String text = ProjectFiles.read(file.path());
    YamlDocument document = YamlFiles.document(text, path, ProblemKind.PARSING);
    Map<String, Object> root = YamlFiles.map(document, path, ProblemKind.PARSING);
    for (String section : SECTIONS) {
      Object list = root.get(section);
      if (list == null) {
        continue;
      }
      if (!(list instanceof List<?> items)) {
        problem(
            path,
            YamlPosition.UNKNOWN,
            "The schema file at "
                + path
                + " is invalid because the value of '"
                + section
                + "' is not a list");
        continue;
      }
      for (Object item : items) {
        entry(file, section, item, document, ProjectFiles.checksum(text), entries);
      }
    }
  }

  private void entry(
      Found file,
      String section,
      @Nullable Object item,
      YamlDocument document,
      String checksum,
      List<Properties> entries) {
    String path = file.original();
    if (!(item instanceof Map<?, ?> map)) {
      problem(
          path,
          YamlPosition.UNKNOWN,
          "The schema file at "
              + path
              + " is invalid because a list element for '"
              + section
              + "' is not a dictionary");
      return;
    }
    YamlPosition position = document.position(map);
    if (map.get("name") == null) {
      problem(
          path,
          position,
          "The schema file at "
              + path
              + " is invalid because a list element for '"
              + section
              + "' does not have a name attribute.");
      return;
    }
    Map<String, Object> written = YamlFiles.stringKeyed(map);
    try {
      Map<String, Object> fields = render(section, written, path);
      entries.add(
          Properties.of(
              owner, path, file.relative(), section, fields, written, document, checksum));
    } catch (JinjaException e) {
      problem(path, position, e.text());
    }
  }

  private Map<String, Object> render(String section, Map<String, Object> written, String path) {
    ConfigurationScope scope =
        ConfigurationScope.of(
            session.root().name(),
            session.projectVariables().values(owner.name()),
            session.source().environment(),
            session.profile());
    return new YamlTree(scope, keys -> RenderedKeys.isRendered(section, keys), path)
        .renderMap(written);
  }

  private void problem(String file, YamlPosition position, String message) {
    session
        .problems()
        .add(
            new ProjectProblem(
                ProblemKind.PARSING, message, file, position.line(), position.column()));
  }
}
