package io.tidemill.dbt.bundle;

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

  @Override
  public String toString() {
    return value;
  }
}
