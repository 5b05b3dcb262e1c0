package io.tidemill.dbt.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of a project bundle's content, in lower-case hexadecimal: the identity of a project
 * version.
 */
public record Digest(String value) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected a digest of 64 lower-case hexadecimal digits, but got '" + value + "'");
    }
  }

  /** The digest of a bundle with this content. */
  static Digest ofContent(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new Digest(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 to be available, but it is not", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
