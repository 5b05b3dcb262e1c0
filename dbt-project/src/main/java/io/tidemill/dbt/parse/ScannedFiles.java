package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CachedFile;
import io.tidemill.dbt.cache.FileStamp;
import io.tidemill.dbt.parse.ProjectFiles.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of all packages of a project as they are now. */
final class ScannedFiles {
  private static final Map<String, Set<String>> NODE_FILES =
      Map.of(
          "model-paths", Set.of("sql", "py"),
          "snapshot-paths", Set.of("sql"),
          "analysis-paths", Set.of("sql"),
          "test-paths", Set.of("sql"),
          "seed-paths", Set.of("csv"));
  private static final List<String> KINDS =
      List.of(
          "model-paths",
          "snapshot-paths",
          "analysis-paths",
          "test-paths",
          "seed-paths",
          "macro-paths",
          "docs-paths",
          "function-paths");
  private static final Set<String> PROPERTIES = Set.of("yml", "yaml");

  /** In place of a stamp that must not be relied on; no file has it. */
  private static final FileStamp UNKNOWN = new FileStamp(-1, -1, -1, -1);

  /**
   * @param shared whether others depend on it in ways that are not followed: macros, docs, what is
   *     not known
   */
  record Scanned(String key, Found file, boolean shared) {}

  /**
   * @param hash of the content
   * @param hashed whether the content had to be read to tell
   */
  record State(Scanned file, FileStamp stamp, String hash, boolean hashed) {}

  private final Map<String, Scanned> files = new LinkedHashMap<>();

  static ScannedFiles of(ParseSession session) {
    ScannedFiles scanned = new ScannedFiles();
    for (Package owner : session.packages().values()) {
      for (String kind : KINDS) {
        for (Found file : session.files(owner).find(owner.paths(kind), "")) {
          scanned.add(owner, kind, file);
        }
      }
    }
    return scanned;
  }

  Collection<Scanned> files() {
    return files.values();
  }

  private void add(Package owner, String kind, Found file) {
    String key = file.key(owner.name());
    boolean shared = isShared(kind, file);
    Scanned known = files.get(key);
    files.put(key, new Scanned(key, file, shared || (known != null && known.shared())));
  }

  private static boolean isShared(String kind, Found file) {
    String extension = file.original().substring(file.original().lastIndexOf('.') + 1);
    if (PROPERTIES.contains(extension)) {
      return false;
    }
    boolean generic = kind.equals("test-paths") && file.relative().startsWith("generic/");
    return generic || !NODE_FILES.getOrDefault(kind, Set.of()).contains(extension);
  }

  /**
   * The state of each file, by its key.
   *
   * @param known what the files were when they were last read, by key
   */
  Map<String, State> states(Map<String, CachedFile> known) {
    long now = nanos(Instant.now());
    Map<String, State> states = new LinkedHashMap<>();
    for (State state :
        Parallel.map(new ArrayList<>(files.values()), file -> state(file, known, now))) {
      states.put(state.file().key(), state);
    }
    return states;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private static State state(Scanned file, Map<String, CachedFile> known, long now) {
    try {
      FileStamp stamp = FileStamp.of(file.file().path());
      CachedFile before = known.get(file.key());
      if (before != null && before.stamp().equals(stamp)) {
        return new State(file, stamp, before.hash(), false);
      }
      return new State(
          file, stamp.tooFreshAt(now) ? UNKNOWN : stamp, hash(file.file().path()), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file.file().path() + ", but failed", e);
    }
  }

  /** SHA-256 of what a file holds, without holding it. */
  static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      if (Files.size(file) <= 1 << 20) {
        digest.update(Files.readAllBytes(file));
      } else {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be available, but it is not", e);
    }
  }
}
