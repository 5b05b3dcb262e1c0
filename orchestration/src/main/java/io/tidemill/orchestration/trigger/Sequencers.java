package io.tidemill.orchestration.trigger;

/**
 * The order of S3's sequencers: hexadecimal text, compared after padding the shorter with zeros on
 * the right.
 */
public final class Sequencers {

  private Sequencers() {}

  public static int compare(String left, String right) {
    int length = Math.max(left.length(), right.length());
    return padded(left, length).compareToIgnoreCase(padded(right, length));
  }

  private static String padded(String sequencer, int length) {
    return sequencer + "0".repeat(length - sequencer.length());
  }
}
