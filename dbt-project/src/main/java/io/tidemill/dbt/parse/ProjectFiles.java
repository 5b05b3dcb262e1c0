package io.tidemill.dbt.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds and reads the files of a package. */
final class ProjectFiles {

  /**
   * A file below one of a package's paths.
   *
   * @param path where it is
   * @param relative below the searched path, with forward slashes
   * @param original below the package's folder, with forward slashes
   */
  record Found(Path path, String relative, String original) {

    /** File name without its last extension. */
    String stem() {
      String name = path.getFileName().toString();
      int dot = name.lastIndexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  private final Path root;
  private final IgnoredFiles ignored;

  ProjectFiles(Path root) {
    this.root = root;
    this.ignored = IgnoredFiles.of(root);
  }

  /**
   * Files with one of the extensions, sorted; hidden and backup files are left out, as dbt does.
   */
  List<Found> find(Iterable<String> paths, String... extensions) {
    Set<Found> found = new LinkedHashSet<>();
    for (String searched : paths) {
      Path base = root.resolve(searched).normalize();
      if (Files.isDirectory(base)) {
        List<Path> files = new ArrayList<>();
        walk(base, files);
        files.sort(null);
        for (Path file : files) {
          add(base, searched, file, extensions, found);
        }
      }
    }
    return List.copyOf(found);
  }

  private void add(Path base, String searched, Path file, String[] extensions, Set<Found> found) {
    String name = file.getFileName().toString();
    if (name.startsWith(".") || name.startsWith("#") || name.startsWith("~")) {
      return;
    }
    for (String extension : extensions) {
      if (name.toLowerCase(java.util.Locale.ROOT).endsWith(extension)) {
        String relative = slashes(base.relativize(file));
        String original = slashes(Path.of(searched).normalize().resolve(relative));
        if (!ignored.matches(slashes(root.relativize(file)))) {
          found.add(new Found(file, relative, original));
        }
        return;
      }
    }
  }

  private static void walk(Path base, List<Path> files) {
    try {
      Files.walkFileTree(
          base,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to list the files in " + base + ", but failed", e);
    }
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /**
   * The text of a file.
   *
   * @throws CharacterCodingException when it is not UTF-8
   */
  static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /**
   * SHA-256 of a text with every run of white space as one blank, which is what dbt remembers of a
   * file.
   */
  static String checksum(String text) {
    return sha256(String.join(" ", text.strip().split("\\s+")).getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be available, but it is not", e);
    }
  }
}
