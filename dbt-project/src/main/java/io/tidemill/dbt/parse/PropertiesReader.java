package io.tidemill.dbt.parse;

import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the properties files of a package. */
final class PropertiesReader {
  private static final List<String> PATHS =
      List.of(
          "model-paths",
          "seed-paths",
          "snapshot-paths",
          "analysis-paths",
          "macro-paths",
          "test-paths",
          "function-paths");

  private final ParseSession session;
  private final Package owner;

  PropertiesReader(ParseSession session, Package owner) {
    this.session = session;
    this.owner = owner;
  }

  /** All entries, file by file. */
  List<Properties> readAll() {
    Set<String> paths = new LinkedHashSet<>();
    PATHS.forEach(kind -> paths.addAll(owner.paths(kind)));
    List<Found> files = session.toRead(owner, session.files(owner).find(paths, ".yml", ".yaml"));
    List<Properties> entries = new ArrayList<>();
    for (Outcome<Properties> outcome :
        Parallel.map(files, file -> new PropertiesFile(session, owner, file).read())) {
      outcome.into(session.problems(), entries::add);
    }
    return entries;
  }
}
