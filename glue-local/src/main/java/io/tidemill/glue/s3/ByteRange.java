package io.tidemill.glue.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One range of a Range header, both ends inclusive. */
record ByteRange(long from, long to) {
  private static final Pattern HEADER = Pattern.compile("bytes=(\\d*)-(\\d*)");

  static Optional<ByteRange> parse(String header, long size) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || size == 0) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return Optional.empty();
    }
    long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
    long to =
        first.isEmpty() || last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
    return from > to ? Optional.empty() : Optional.of(new ByteRange(from, to));
  }

  long length() {
    return to - from + 1;
  }
}
