package io.tidemill.planner.trigger;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which files are data, by their names. */
final class LandingNames {
  private static final String MARKER = "_SUCCESS";
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".temp", ".part", ".partial", ".inprogress", ".crdownload", ".swp", "~");

  private LandingNames() {}

  /** Whether a folder is looked into: not Spark's {@code _temporary} and the like. */
  static boolean isLookedInto(Path folder) {
    return !isHidden(name(folder));
  }

  /** Whether a file may be announced: data, or the marker that a batch is complete. */
  static boolean isAnnounced(Path file) {
    String name = name(file);
    return name.equals(MARKER) || (!isHidden(name) && !isUnfinished(name));
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static boolean isUnfinished(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return UNFINISHED.stream().anyMatch(lower::endsWith);
  }

  private static String name(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }
}
