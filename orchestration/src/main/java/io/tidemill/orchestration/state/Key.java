package io.tidemill.orchestration.state;

import java.time.Instant;

/**
 * The ordered key of a row: its parts in order, so that rows which share their first parts are
 * neighbours. Numbers and instants are zero-padded so that text order is their natural order.
 */
public record Key(String text) implements Comparable<Key> {

  /** Separates parts; sorts before any character an identifier may hold. */
  public static final char SEPARATOR = '\0';

  private static final int DIGITS = 19;

  /** The prefix of every key of a table. */
  public static final Key ALL = new Key("");

  public static Key of(Object... parts) {
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        text.append(SEPARATOR);
      }
      append(text, parts[i]);
    }
    return new Key(text.toString());
  }

  /** Whether this key lies below the prefix: equal in all parts that the prefix has, and longer. */
  public boolean isBelow(Key prefix) {
    int length = prefix.text.length();
    return length == 0
        || (text.length() > length
            && text.charAt(length) == SEPARATOR
            && text.startsWith(prefix.text));
  }

  /** The smallest text that keys below this prefix can have. */
  public String firstBelow() {
    return text.isEmpty() ? "" : text + SEPARATOR;
  }

  /** A text that sorts after all keys below this prefix, and before its next neighbour. */
  public String afterBelow() {
    return text + (char) (SEPARATOR + 1);
  }

  @Override
  public int compareTo(Key other) {
    return text.compareTo(other.text);
  }

  private static void append(StringBuilder text, Object part) {
    if (part instanceof Instant instant) {
      appendNumber(text, instant.toEpochMilli());
    } else if (part instanceof Number number) {
      appendNumber(text, number.longValue());
    } else {
      text.append(part);
    }
  }

  private static void appendNumber(StringBuilder text, long number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "Expected a number in a key to be zero or more, but it is " + number);
    }
    String digits = Long.toString(number);
    text.append("0".repeat(DIGITS - digits.length())).append(digits);
  }
}
