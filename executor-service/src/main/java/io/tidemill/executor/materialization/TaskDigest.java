package io.tidemill.executor.materialization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names made from long ones, for folders, temporary views and commit tags. */
final class TaskDigest {
  private static final int LENGTH = 16;

  private TaskDigest() {}

  /** The first sixteen hexadecimal digits of the SHA-256 of {@code text}. */
  static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "Expected every Java to have SHA-256, but this one has not", e);
    }
  }
}
