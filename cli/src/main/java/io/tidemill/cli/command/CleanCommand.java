package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.deps.ProjectHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill clean}: removes the folders that dbt_project.yml names as clean-targets. */
@Command(
    name = "clean",
    description = "Delete the clean-targets of dbt_project.yml (target and packages unless set).",
    mixinStandardHelpOptions = true)
public final class CleanCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(
      names = "--no-clean-project-files-only",
      description = "Delete clean-targets outside of the project's folder, too.")
  private boolean outsideToo;

  @Option(names = "--clean-project-files-only", hidden = true)
  private boolean insideOnly;

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    ProjectConfig config = ProjectHead.read(project.source());
    Path root = project.projectDir();
    Set<Path> targets = new LinkedHashSet<>();
    config.cleanTargets().forEach(target -> targets.add(root.resolve(target).normalize()));
    refuseSources(config, root, targets);
    if (!outsideToo) {
      refuseOutside(root, targets);
    }
    for (Path target : targets) {
      log.info("Checking %s/*".formatted(target));
      delete(target);
      log.info("Cleaned %s/*".formatted(target));
    }
    log.info("Finished cleaning all paths.");
    return ExitCodes.OK;
  }

  private static void refuseSources(ProjectConfig config, Path root, Set<Path> targets) {
    Set<Path> sources = new LinkedHashSet<>();
    config
        .paths()
        .values()
        .forEach(paths -> paths.forEach(path -> sources.add(root.resolve(path).normalize())));
    List<Path> both = targets.stream().filter(sources::contains).toList();
    if (!both.isEmpty()) {
      throw new UserException(
          "Expected clean-targets to name no folder with sources, but they name %s. Take it out of clean-targets in dbt_project.yml"
              .formatted(both));
    }
  }

  private static void refuseOutside(Path root, Set<Path> targets) {
    List<Path> outside =
        targets.stream().filter(path -> !path.startsWith(root) || path.equals(root)).toList();
    if (!outside.isEmpty()) {
      throw new UserException(
          "Expected clean-targets to be inside of the project, but they name %s. Delete them yourself, or with --no-clean-project-files-only"
              .formatted(outside));
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      // Links are removed, not followed: an installed local package is one.
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
                throws IOException {
              if (error != null) {
                throw error;
              }
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to delete " + folder + ", but failed", e);
    }
  }
}
