package io.tidemill.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The envelope of an event: what every record carries in its Kafka headers, as UTF-8 text. */
public final class EventHeaders {
  /** Identity of the event; consumers ignore one they have seen. */
  public static final String EVENT_ID = "tidemill-event-id";

  /** Version of the software that wrote it. */
  public static final String PRODUCER = "tidemill-producer";

  /** W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

  /** On dead letters: why the record could not be used. */
  public static final String DEAD_LETTER_REASON = "tidemill-dlq-reason";

  /** On dead letters: topic it came from. */
  public static final String DEAD_LETTER_TOPIC = "tidemill-dlq-topic";

  /** On dead letters: partition it came from. */
  public static final String DEAD_LETTER_PARTITION = "tidemill-dlq-partition";

  /** On dead letters: offset it had. */
  public static final String DEAD_LETTER_OFFSET = "tidemill-dlq-offset";

  private EventHeaders() {}

  /** Sets a header, replacing one of the same name. */
  public static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  /** The last header of that name. */
  public static Optional<String> get(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }

  /** Marks a record as a dead letter: where it came from and why it could not be used. */
  public static void deadLetter(
      Headers headers, String topic, int partition, long offset, String reason) {
    put(headers, DEAD_LETTER_TOPIC, topic);
    put(headers, DEAD_LETTER_PARTITION, Integer.toString(partition));
    put(headers, DEAD_LETTER_OFFSET, Long.toString(offset));
    put(headers, DEAD_LETTER_REASON, reason);
  }
}
