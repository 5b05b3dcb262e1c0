package io.tidemill.catalog.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.catalog.permission.Backoff;
import io.tidemill.schemas.EventHeaders;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageForwarderTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.LINEAGE, 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<String, byte[]> deadLetters =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger status = new AtomicInteger(201);
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer endpoint;
  private LineageForwarder forwarder;

  @BeforeEach
  void start() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext(
        "/api/v1/lineage",
        exchange -> {
          calls.incrementAndGet();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          int answer = body.contains("malformed") ? 422 : status.get();
          if (answer / 100 == 2) {
            received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
          }
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    endpoint.start();
    URI url = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/api/v1/lineage");
    forwarder =
        new LineageForwarder(
            new HttpLineageSink(url, Map.of("Authorization", "Bearer t"), Duration.ofSeconds(5)),
            () -> consumer,
            deadLetters,
            new Backoff(1, Duration.ofMillis(5), Duration.ofMillis(20)),
            new Random(1),
            new SimpleMeterRegistry());
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          Map<TopicPartition, Long> begin = new HashMap<>(Map.of(PARTITION, 0L));
          consumer.updateBeginningOffsets(begin);
          add(0, "one");
          add(1, "two");
          add(2, "malformed");
          add(3, "three");
        });
  }

  @AfterEach
  void stop() {
    forwarder.stop();
    endpoint.stop(0);
  }

  @Test
  void deliversInOrderAndCommitsAfterwards() {
    forwarder.start();
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 4);
    assertThat(received).containsExactly("Bearer t one", "Bearer t two", "Bearer t three");
  }

  @Test
  void keepsEventsWhileTheSinkIsAwayAndDeliversThemThen() {
    status.set(503);
    forwarder.start();
    await().atMost(Duration.ofSeconds(10)).until(() -> calls.get() > 5);
    assertThat(committed()).isZero();
    status.set(200);
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 4);
    assertThat(received).containsExactly("Bearer t one", "Bearer t two", "Bearer t three");
  }

  @Test
  void putsARefusedEventOnTheDeadLettersAndGoesOn() {
    forwarder.start();
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 4);
    assertThat(deadLetters.history()).hasSize(1);
    var letter = deadLetters.history().get(0);
    assertThat(letter.topic()).isEqualTo(Topics.deadLetters("catalog"));
    assertThat(EventHeaders.get(letter.headers(), EventHeaders.DEAD_LETTER_REASON).orElseThrow())
        .contains("it answered 422");
  }

  @Test
  void appendsWholeLinesToAFileEvenAfterOneWasCutShort(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lineage/events.ndjson");
    FileLineageSink sink = new FileLineageSink(file);
    sink.deliver("{\"a\":1}");
    Files.writeString(file, Files.readString(file) + "{\"cut\":");
    sink.deliver("{\"b\":2}");
    assertThat(Files.readAllLines(file)).containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  private long committed() {
    OffsetAndMetadata offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  private void add(long offset, String event) {
    consumer.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(),
            PARTITION.partition(),
            offset,
            "k",
            event.getBytes(StandardCharsets.UTF_8)));
  }
}
