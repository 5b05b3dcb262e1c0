package io.tidemill.planner.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What could not be used, for a dead-letter topic.
 *
 * @param key its own key, or what tells it apart
 * @param content what came in, unchanged
 * @param origin topic, address or queue it came from
 * @param partition partition of that topic; -1 where there is none
 * @param offset offset in that topic; -1 where there is none
 * @param reason why it could not be used
 */
@SuppressWarnings("ArrayRecordComponent") // Written once and never compared.
public record DeadLetter(
    String key, byte[] content, String origin, int partition, long offset, String reason) {

  /** A body that came from elsewhere than Kafka. */
  public static DeadLetter ofText(String key, String body, String origin, String reason) {
    return new DeadLetter(key, body.getBytes(UTF_8), origin, -1, -1, reason);
  }
}
