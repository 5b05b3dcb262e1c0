package io.tidemill.glue.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** An object as its file. Its ETag follows size and time, for a hash would cost a read. */
record StoredObject(String key, Path file, long size, Instant modified) {
  String etag() {
    return "\"" + Long.toHexString(size) + "-" + Long.toHexString(modified.toEpochMilli()) + "\"";
  }

  Map<String, String> headers() {
    return Map.of(
        "ETag",
        etag(),
        "Content-Type",
        "application/octet-stream",
        "Accept-Ranges",
        "bytes",
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
  }

  void copy(long from, long length, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      byte[] buffer = new byte[64 * 1024];
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(
              "Expected " + left + " more bytes in " + file + ", but it has ended");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
