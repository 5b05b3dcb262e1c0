package io.tidemill.dbt.cache;

import io.tidemill.dbt.cache.CachedResource.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Writes a data file from front to back. */
public final class CacheData {
  private static final int BUFFER = 1 << 20;

  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final CRC32 crc = new CRC32();
  private final Map<String, Extent> sections = new LinkedHashMap<>();
  private @Nullable FileChannel channel;
  private long length;

  void into(FileChannel out) {
    channel = out;
  }

  /** Adds some JSON; where it is then. */
  public Extent add(ByteBuffer json) throws IOException {
    int size = json.remaining();
    if (size == 0) {
      return Extent.NONE;
    }
    if (length + size > Integer.MAX_VALUE) {
      throw new IOException("Expected the parse cache to have at most 2 GiB, but it has more");
    }
    Extent extent = new Extent((int) length, size);
    while (json.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        end();
      }
      ByteBuffer part = json.slice();
      part.limit(Math.min(part.remaining(), buffer.remaining()));
      json.position(json.position() + part.remaining());
      buffer.put(part);
    }
    length += size;
    return extent;
  }

  /** Adds a part of the manifest that is no resource. */
  public void section(String name, ByteBuffer json) throws IOException {
    sections.put(name, add(json));
  }

  void end() throws IOException {
    if (channel == null) {
      throw new IllegalStateException("Expected the data to have a file, but it has none");
    }
    buffer.flip();
    crc.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  long length() {
    return length;
  }

  long checksum() {
    return crc.getValue();
  }

  Map<String, Extent> sections() {
    return sections;
  }
}
