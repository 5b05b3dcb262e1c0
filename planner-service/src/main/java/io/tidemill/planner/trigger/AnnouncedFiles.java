package io.tidemill.planner.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has been announced, remembered across restarts: one line a file, {@code bucket/key TAB
 * version}, the last line of a key counts. Appended to and forced to disk; a torn last line is
 * dropped, its file announced once more.
 *
 * <p>Used by one thread.
 */
final class AnnouncedFiles implements AutoCloseable {
  private static final int LINES_PER_KEY = 4;
  private static final int SMALLEST_COMPACTED = 10_000;

  private final FileChannel channel;
  private final Map<String, String> versions;

  private AnnouncedFiles(FileChannel channel, Map<String, String> versions) {
    this.channel = channel;
    this.versions = versions;
  }

  static AnnouncedFiles open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String written = Files.exists(file) ? Files.readString(file, UTF_8) : "";
    String complete = written.substring(0, written.lastIndexOf('\n') + 1);
    Map<String, String> versions = new HashMap<>();
    List<String> lines = complete.lines().toList();
    for (String line : lines) {
      int tab = line.lastIndexOf('\t');
      if (tab > 0) {
        versions.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    boolean compact =
        lines.size() > SMALLEST_COMPACTED && lines.size() > LINES_PER_KEY * versions.size();
    if (compact) {
      replace(file, versions);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!compact) {
      channel.truncate(complete.getBytes(UTF_8).length);
    }
    channel.position(channel.size());
    return new AnnouncedFiles(channel, versions);
  }

  private static void replace(Path file, Map<String, String> versions) throws IOException {
    StringBuilder text = new StringBuilder();
    versions.forEach((key, version) -> text.append(key).append('\t').append(version).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        fresh,
        text,
        UTF_8,
        StandardOpenOption.SYNC,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  boolean contains(LandedFile file) {
    return file.version().equals(versions.get(key(file)));
  }

  /** Remembers files; returns when the disk has them. */
  void add(Collection<LandedFile> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (LandedFile file : files) {
      lines.append(key(file)).append('\t').append(file.version()).append('\n');
      versions.put(key(file), file.version());
    }
    ByteBuffer bytes = UTF_8.encode(lines.toString());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  private static String key(LandedFile file) {
    return file.bucket() + "/" + file.key().replace("\n", "%0A").replace("\t", "%09");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
