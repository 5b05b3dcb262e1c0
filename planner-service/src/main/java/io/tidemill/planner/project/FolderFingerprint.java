package io.tidemill.planner.project;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A number that changes when a file below a folder is added, removed or written. Nothing is read
 * but attributes.
 */
final class FolderFingerprint {
  /** What dbt and version control write themselves. */
  private static final Set<String> SKIPPED = Set.of("target", "logs", ".git", ".idea", ".user.yml");

  private FolderFingerprint() {}

  static long of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 1;
    }
    Sum sum = new Sum(folder);
    Files.walkFileTree(folder, sum);
    return sum.total;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Path folder;
    private long total = 17;

    Sum(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return !directory.equals(folder) && SKIPPED.contains(directory.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!SKIPPED.contains(file.getFileName().toString())) {
        // A sum, so that the order in which the file system lists files does not matter.
        total +=
            (file.toString().hashCode() * 31L + attributes.lastModifiedTime().toMillis()) * 31L
                + attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      // An editor's temporary file that is gone again.
      return FileVisitResult.CONTINUE;
    }
  }
}
