package io.tidemill.executor.statement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Identity of what a statement does, from its steps alone. */
final class StatementHash {
  private StatementHash() {}

  static String of(List<Step> steps) {
    MessageDigest digest = sha256();
    for (Step step : steps) {
      // Records print every component, so two requests have one text only if they do the same.
      digest.update(step.toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "Expected every Java to have SHA-256, but this one has not", e);
    }
  }
}
