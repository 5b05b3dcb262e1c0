package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds and reads the files of a package. Each folder is listed once. */
final class ProjectFiles {

  /**
   * A file below one of a package's paths.
   *
   * @param path where it is
   * @param relative below the searched path, with forward slashes
   * @param original below the package's folder, with forward slashes
   */
  record Found(Path path, String relative, String original) {

    /** Names the file among those of all packages. */
    String key(String packageName) {
      return packageName + "://" + original;
    }

    /** File name without its last extension. */
    String stem() {
      String name = path.getFileName().toString();
      int dot = name.lastIndexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  /** No code that a person wrote is larger; what is would only fill the memory. */
  static final long LARGEST_TEXT = 32L << 20;

  private final Path root;
  private final IgnoredFiles ignored;
  private final Map<String, List<Found>> listed = new HashMap<>();

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
      for (Found file : below(searched)) {
        if (hasOne(file, extensions)) {
          found.add(file);
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean hasOne(Found file, String[] extensions) {
    String path = file.original();
    for (String extension : extensions) {
      int start = path.length() - extension.length();
      if (path.regionMatches(true, start, extension, 0, extension.length())) {
        return true;
      }
    }
    return false;
  }

  private synchronized List<Found> below(String searched) {
    return listed.computeIfAbsent(searched, this::list);
  }

  private List<Found> list(String searched) {
    Path base = root.resolve(searched).normalize();
    List<Found> found = new ArrayList<>();
    if (Files.isDirectory(base)) {
      List<Path> files = new ArrayList<>();
      walk(base, files);
      files.sort(null);
      String prefix = slashes(Path.of(searched).normalize());
      int below = slashes(base).length() + 1;
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !name.startsWith("#") && !name.startsWith("~")) {
          String relative = slashes(file).substring(below);
          if (!ignored.matches(slashes(root.relativize(file)))) {
            found.add(
                new Found(file, relative, prefix.isEmpty() ? relative : prefix + "/" + relative));
          }
        }
      }
    }
    return found;
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
   * @throws ProjectException when it is too large to be code, or not UTF-8
   */
  static String read(Found file) throws IOException {
    long size = Files.size(file.path());
    if (size > LARGEST_TEXT) {
      throw failure(
          file,
          0,
          "Expected a file of code to have at most "
              + LARGEST_TEXT
              + " bytes, but it has "
              + size
              + ". Put data into a seed or a source, or name the file in .dbtignore");
    }
    return decode(Files.readAllBytes(file.path()), file);
  }

  private static String decode(byte[] bytes, Found file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (!result.isUnderflow()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw failure(
          file,
          line,
          "Expected the file to be UTF-8, but byte "
              + in.position()
              + " is 0x"
              + HexFormat.of().withUpperCase().formatHex(bytes, in.position(), in.position() + 1)
              + ". Save the file as UTF-8");
    }
    return out.flip().toString();
  }

  private static ProjectException failure(Found file, int line, String message) {
    return new ProjectException(
        new ProjectProblem(ProblemKind.RUNTIME, message, file.original(), line, 0), null);
  }

  /**
   * SHA-256 of a text with every run of white space as one blank, which is what dbt remembers of a
   * file.
   */
  static String checksum(String text) {
    String stripped = text.strip();
    StringBuilder joined = new StringBuilder(stripped.length());
    boolean gap = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      // What \\s is in a regular expression.
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        gap = true;
      } else {
        if (gap) {
          joined.append(' ');
          gap = false;
        }
        joined.append(c);
      }
    }
    return sha256(joined.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be available, but it is not", e);
    }
  }
}
