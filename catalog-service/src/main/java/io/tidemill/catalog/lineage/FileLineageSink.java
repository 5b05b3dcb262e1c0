package io.tidemill.catalog.lineage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file with one event a line, NDJSON. After a crash the last lines may be there twice. */
public final class FileLineageSink implements LineageSink {
  private final Path file;

  public FileLineageSink(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public void deliver(String event) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      long end = channel.size();
      // A line that a full disk cut short is written over, not glued to the next.
      channel.position(end == 0 ? 0 : endOfLastLine(channel, end));
      ByteBuffer line = ByteBuffer.wrap((event + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.truncate(channel.position());
    }
  }

  private static long endOfLastLine(FileChannel channel, long end) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long position = end; position > 0; position--) {
      one.clear();
      channel.read(one, position - 1);
      if (one.get(0) == '\n') {
        return position;
      }
    }
    return 0;
  }
}
