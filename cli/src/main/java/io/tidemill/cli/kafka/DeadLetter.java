package io.tidemill.cli.kafka;

import io.tidemill.schemas.EventHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer could not use.
 *
 * @param id where it is: {@code tidemill.dlq.planner/0/17}
 * @param at when it was set aside
 * @param reason why it could not be used
 * @param origin topic it came from; an address or a queue where it came from elsewhere
 * @param originPartition partition it came from; -1 where there is none
 * @param originOffset offset it had there; -1 where there is none
 * @param replayed whether it was sent again since
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
public record DeadLetter(
    String id,
    Instant at,
    String reason,
    String origin,
    int originPartition,
    long originOffset,
    @Nullable String key,
    byte @Nullable [] value,
    List<Header> headers,
    boolean replayed) {

  public DeadLetter {
    headers = List.copyOf(headers);
  }

  static DeadLetter of(ConsumerRecord<String, byte[]> record, boolean replayed) {
    List<Header> original = new ArrayList<>();
    for (Header header : record.headers()) {
      if (!header.key().startsWith("tidemill-dlq-")) {
        original.add(header);
      }
    }
    return new DeadLetter(
        id(record.topic(), record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        header(record, EventHeaders.DEAD_LETTER_REASON, "?"),
        header(record, EventHeaders.DEAD_LETTER_TOPIC, "?"),
        Integer.parseInt(header(record, EventHeaders.DEAD_LETTER_PARTITION, "-1")),
        Long.parseLong(header(record, EventHeaders.DEAD_LETTER_OFFSET, "-1")),
        record.key(),
        record.value(),
        original,
        replayed);
  }

  static String id(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }

  private static String header(
      ConsumerRecord<String, byte[]> record, String name, String otherwise) {
    return EventHeaders.get(record.headers(), name).orElse(otherwise);
  }

  /** Whether it came from a Kafka topic, to which it can go back. */
  public boolean isFromTopic() {
    return originPartition >= 0;
  }

  /** Where it was: {@code tidemill.triggers/0/12}, or an address. */
  public String source() {
    return isFromTopic() ? id(origin, originPartition, originOffset) : origin;
  }
}
