package io.tidemill.orchestration.id;

/** The one rule all identifiers share. */
final class Ids {

  private Ids() {}

  static void requireText(String kind, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the " + kind + " to have an identifier, but it is blank");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "Expected the " + kind + " identifier to be plain text, but it holds a NUL: " + value);
    }
  }
}
