package io.tidemill.glue.s3;

import java.io.IOException;
import java.io.InputStream;

/** Unwraps {@code aws-chunked} bodies: signed chunks and a trailer with a checksum, unchecked. */
final class AwsChunkedInputStream extends InputStream {
  private final InputStream in;
  private long left;
  private boolean first = true;
  private boolean ended;

  AwsChunkedInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new IOException("Expected " + left + " more bytes of a chunk, but the body has ended");
    }
    left -= read;
    return read;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (!first) {
      line();
    }
    first = false;
    String header = line();
    left = Long.parseLong(header.replaceFirst(";.*$", "").strip(), 16);
    ended = left == 0;
    return !ended;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      if (c != '\r') {
        line.append((char) c);
      }
      c = in.read();
    }
    return line.toString();
  }
}
