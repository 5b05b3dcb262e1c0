package io.tidemill.dbt.deps;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a tar file, gzipped or not: folders and plain files. Links, devices and names that lead
 * out of the folder are refused.
 */
final class TarFile {
  private static final int BLOCK = 512;
  private static final long MOST_BYTES = 512L * 1024 * 1024;

  private TarFile() {}

  /**
   * @throws IOException when it is not a tar file, is damaged or wants out of the folder
   */
  static void unpack(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (InputStream in = open(file)) {
      byte[] header = new byte[BLOCK];
      String longName = null;
      long total = 0;
      while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        long size = octal(header, 124, 12);
        total += size;
        if (total > MOST_BYTES) {
          throw new IOException(file + " unpacks to more than " + MOST_BYTES + " bytes");
        }
        String name = longName == null ? name(header) : longName;
        longName = null;
        switch (header[156]) {
          case 'x' -> longName = paxPath(content(in, size));
          case 'L' -> longName = text(content(in, size), 0, (int) size);
          case '0', 0 -> write(in, size, inside(folder, name));
          case '5' -> Files.createDirectories(inside(folder, name));
          case 'g' -> skip(in, padded(size));
          default -> skip(in, padded(size));
        }
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return zipped ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }

  private static void write(InputStream in, long size, Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, content(in, size));
  }

  private static byte[] content(InputStream in, long size) throws IOException {
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new IOException("the tar file ends too early");
    }
    skip(in, padded(size) - size);
    return bytes;
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static void skip(InputStream in, long bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new IOException("entry " + name + " leads out of the package");
    }
    return path;
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The path of a pax header, whose lines are {@code LENGTH KEY=VALUE}. */
  private static @Nullable String paxPath(byte[] content) {
    int at = 0;
    while (at < content.length) {
      int space = at;
      while (content[space] != ' ') {
        space++;
      }
      int length = Integer.parseInt(new String(content, at, space - at, StandardCharsets.US_ASCII));
      String line = new String(content, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      if (line.startsWith("path=")) {
        return line.substring("path=".length());
      }
      at += length;
    }
    return null;
  }

  private static String text(byte[] bytes, int from, int most) {
    int end = from;
    while (end < from + most && end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] bytes, int from, int length) throws IOException {
    String text = text(bytes, from, length).trim();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      throw new IOException("it is not a tar file", e);
    }
  }
}
