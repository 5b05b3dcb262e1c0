package io.tidemill.dbt.parse;

import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of unit tests in one form: lists of objects, or SQL, wherever they are written. */
final class UnitTestFixtures {
  private final ParseSession session;
  private final Drafts drafts;

  UnitTestFixtures(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
  }

  /**
   * The rows of a fixture.
   *
   * @param kind {@code input} or {@code expected}, for messages
   * @param fixture {@code rows}, {@code format}, {@code fixture}, and {@code input} of inputs
   */
  @Nullable Object rows(Properties entry, String kind, Map<String, Object> fixture) {
    Object rows = fixture.get("rows");
    Object name = fixture.get("fixture");
    switch (String.valueOf(fixture.get("format"))) {
      case "csv" -> {
        String text = name instanceof String file ? file(entry, file) : text(rows);
        return firstWhole(CsvRows.of(required(entry, kind, text, "csv")));
      }
      case "sql" -> {
        return required(
            entry, kind, name instanceof String file ? file(entry, file) : text(rows), "sql");
      }
      default -> {
        if (rows == null && name == null && fixture.get("input") != null) {
          return seedRows(entry, String.valueOf(fixture.get("input")));
        }
        if (rows instanceof List<?> list) {
          return firstWhole(new ArrayList<>(list));
        }
        throw mismatch(entry, kind + " rows which do not match format", "dict");
      }
    }
  }

  private static @Nullable String text(@Nullable Object rows) {
    return rows instanceof String text ? text : null;
  }

  private static String required(
      Properties entry, String kind, @Nullable String text, String format) {
    if (text == null) {
      throw mismatch(
          entry,
          kind + " rows or fixtures which do not match format",
          format + ".  Expected string");
    }
    return text;
  }

  private static RuntimeException mismatch(Properties entry, String what, String format) {
    return NodePatch.failure(
        entry, "Unit test " + entry.name() + " has " + what + " " + format + ".");
  }

  /**
   * The first row without a null comes first: some engines take a column's type from the first row.
   */
  private static List<Object> firstWhole(List<Object> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) instanceof Map<?, ?> row && !row.containsValue(null)) {
        Collections.swap(rows, 0, i);
        return rows;
      }
    }
    return rows;
  }

  private String file(Properties entry, String name) {
    ProjectFiles files = new ProjectFiles(entry.owner().root());
    for (Found file : files.find(entry.owner().paths("test-paths"), ".csv", ".sql")) {
      if (file.relative().startsWith("fixtures/") && file.stem().equals(name)) {
        return read(entry, file);
      }
    }
    throw NodePatch.failure(
        entry, "File not found for fixture '" + name + "' in unit tests in " + entry.file());
  }

  private static String read(Properties entry, Found file) {
    try {
      return ProjectFiles.read(file).strip();
    } catch (IOException e) {
      throw NodePatch.failure(
          entry, "Expected to read fixture " + file.original() + " as UTF-8, but " + e);
    }
  }

  private List<Object> seedRows(Properties entry, String input) {
    String name = input.replaceAll("^\\s*ref\\(\\s*(?:['\"][^'\"]*['\"]\\s*,\\s*)?['\"]", "");
    name = name.replaceAll("['\"]\\s*\\)\\s*$", "");
    for (NodeDraft draft : drafts.nodes().values()) {
      if (draft.type() == io.tidemill.dbt.manifest.ResourceType.SEED && draft.name().equals(name)) {
        Package owner = session.packages().get(draft.packageName());
        if (owner != null) {
          Found file = new Found(owner.root().resolve(draft.file()), draft.file(), draft.file());
          return CsvRows.of(read(entry, file));
        }
      }
    }
    throw NodePatch.failure(
        entry,
        "Unable to find seed '"
            + entry.owner().name()
            + "."
            + name
            + "' for unit tests in directories: "
            + entry.owner().paths("seed-paths"));
  }
}
