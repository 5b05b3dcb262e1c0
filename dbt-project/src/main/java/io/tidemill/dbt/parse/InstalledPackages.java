package io.tidemill.dbt.parse;

import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packages that {@code dbt deps} has put into a project. */
final class InstalledPackages {
  private InstalledPackages() {}

  static List<Path> folders(ProjectConfig root, Problems problems) {
    Path install = root.packagesInstallPath();
    boolean wanted =
        Files.exists(root.root().resolve("packages.yml"))
            && !isEmpty(root.root().resolve("packages.yml"));
    if (!Files.isDirectory(install)) {
      if (wanted) {
        problems.add(
            ProblemKind.DEPENDENCY,
            "dbt found packages in packages.yml, but none in "
                + root.root().relativize(install)
                + ". Run \"dbt deps\" to install package dependencies.",
            "packages.yml");
      }
      return List.of();
    }
    try (Stream<Path> children = Files.list(install)) {
      return children
          .filter(Files::isDirectory)
          .filter(folder -> Files.exists(folder.resolve("dbt_project.yml")))
          .filter(folder -> !folder.getFileName().toString().startsWith("__"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to list the packages in " + install + ", but failed", e);
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return !Files.readString(file).contains("- ");
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file + ", but failed", e);
    }
  }
}
