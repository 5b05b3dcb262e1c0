package io.tidemill.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class data sharing archive of one module: the JVM maps the parsed classes instead of reading
 * them from their jars, which halves the start of a service. {@code tidemill prepare} writes it; it
 * is named by what it was made of, so that another build or another JVM does not take it for its
 * own. Thread-safe.
 *
 * <p>An archive is a help, never a condition: whatever goes wrong here, the process starts without.
 */
final class ClassArchive {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  // Two executors share a module, and only one of them may write.
  private static final Set<Path> BEING_WRITTEN = ConcurrentHashMap.newKeySet();

  private final Path archive;
  private final boolean writer;
  private boolean settled;

  private ClassArchive(Path archive, boolean writer) {
    this.archive = archive;
    this.writer = writer;
  }

  /**
   * The archive for a process of that module with exactly that class path and these options.
   *
   * @param write whether the process is to write one when it ends, if there is none yet
   */
  static ClassArchive of(Path target, String classPath, List<String> jvmOptions, boolean write) {
    Path archive = target.resolve("cds").resolve(key(classPath, jvmOptions) + ".jsa");
    boolean writer =
        write && !Files.exists(archive) && Files.isWritable(target) && BEING_WRITTEN.add(archive);
    return new ClassArchive(archive, writer);
  }

  /** JVM options that use the archive, or that write it on exit. */
  List<String> options() {
    if (Files.exists(archive)) {
      return with("-XX:SharedArchiveFile=" + archive);
    }
    if (!writer) {
      return List.of();
    }
    try {
      Files.createDirectories(archive.getParent());
    } catch (IOException e) {
      LOG.warn("No class archive: {} cannot be made: {}", archive.getParent(), e.toString());
      return List.of();
    }
    return with("-XX:ArchiveClassesAtExit=" + unfinished());
  }

  /** Whether the process writes the archive when it ends, which takes it some seconds. */
  boolean isWrittenAtExit() {
    return writer;
  }

  /** Called when the process has ended; keeps what it wrote if it wrote all of it. Idempotent. */
  synchronized void ended(boolean inGoodOrder) {
    if (!writer || settled) {
      return;
    }
    settled = true;
    try {
      if (inGoodOrder && Files.exists(unfinished())) {
        deleteOlder();
        Files.move(unfinished(), archive, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.deleteIfExists(unfinished());
      }
    } catch (IOException e) {
      LOG.warn("No class archive {}: {}", archive, e.toString());
    } finally {
      BEING_WRITTEN.remove(archive);
    }
  }

  private Path unfinished() {
    return archive.resolveSibling(archive.getFileName() + ".part");
  }

  private void deleteOlder() throws IOException {
    try (DirectoryStream<Path> older = Files.newDirectoryStream(archive.getParent(), "*.jsa")) {
      for (Path path : older) {
        Files.delete(path);
      }
    }
  }

  private static List<String> with(String option) {
    return Stream.concat(Stream.of(option), QUIET.stream()).toList();
  }

  private static String key(String classPath, List<String> jvmOptions) {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
    text.append(System.getProperty("java.home"));
    // System properties tell two processes of a module apart and do not matter to an archive.
    jvmOptions.stream().filter(option -> !option.startsWith("-D")).forEach(text::append);
    for (String entry : classPath.split(System.getProperty("path.separator"), -1)) {
      Path jar = Path.of(entry);
      text.append('\n').append(jar);
      try {
        text.append(Files.size(jar)).append(Files.getLastModifiedTime(jar).toMillis());
      } catch (IOException e) {
        text.append("missing");
      }
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 in every JVM", e);
    }
  }
}
