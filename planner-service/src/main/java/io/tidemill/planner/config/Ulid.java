package io.tidemill.planner.config;

import java.security.SecureRandom;

/**
 * Identifiers that sort by the time they were made: 48 bits of milliseconds, 80 random ones, in 26
 * characters.
 */
public final class Ulid {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_CHARACTERS = 10;
  private static final int RANDOM_CHARACTERS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ulid() {}

  /** A new one. */
  public static String next() {
    return of(System.currentTimeMillis());
  }

  static String of(long epochMillis) {
    char[] text = new char[TIME_CHARACTERS + RANDOM_CHARACTERS];
    long time = epochMillis;
    for (int i = TIME_CHARACTERS - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (time & 31));
      time >>>= 5;
    }
    for (int i = TIME_CHARACTERS; i < text.length; i++) {
      text[i] = ALPHABET.charAt(RANDOM.nextInt(32));
    }
    return new String(text);
  }
}
