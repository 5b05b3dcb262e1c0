package io.tidemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.event.LedgerEntry;
import io.tidemill.event.LedgerState;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import io.tidemill.schemas.serde.RegistryAvroSerializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryServerTest {
  @TempDir static Path dir;
  static EmbeddedBroker broker;
  static SchemaRegistryServer registry;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir);
    registry = SchemaRegistryServer.start(broker.bootstrapServers(), 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void writesTheConfluentWireFormatThatPlainAvroReads() throws Exception {
    LedgerEntry entry = entry();
    byte[] bytes = serializer().serialize("ledger", entry);

    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    assertThat(buffer.get()).isZero();
    int id = buffer.getInt();
    assertThat(get("/schemas/ids/" + id)).contains("LedgerEntry");
    assertThat(get("/subjects")).contains("ledger-value");
    GenericRecord plain =
        new GenericDatumReader<GenericRecord>(LedgerEntry.getClassSchema())
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    assertThat(plain.get("reason")).hasToString("because");
  }

  @Test
  void readsBackWhatItWrote() {
    var deserializer = new RegistryAvroDeserializer();
    deserializer.configure(settings(), false);

    assertThat(deserializer.deserialize("t", serializer().serialize("t", entry())))
        .isEqualTo(entry());
  }

  @Test
  void refusesBytesThatAreNotInTheWireFormat() {
    var deserializer = new RegistryAvroDeserializer();
    deserializer.configure(settings(), false);

    assertThatThrownBy(() -> deserializer.deserialize("t", "junk!".getBytes()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Confluent wire format on topic t")
        .hasMessageContaining("0x6a");
  }

  @Test
  void refusesASchemaThatBreaksEarlierVersions() throws Exception {
    post("/subjects/s-value/versions", record("{\"name\":\"a\",\"type\":\"string\"}"));

    HttpResponse<String> broken =
        post("/subjects/s-value/versions", record("{\"name\":\"a\",\"type\":\"int\"}"));
    HttpResponse<String> fine =
        post(
            "/subjects/s-value/versions",
            record(
                "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}"));

    assertThat(broken.statusCode()).isEqualTo(409);
    assertThat(broken.body()).contains("s-value");
    assertThat(fine.statusCode()).isEqualTo(200);
    assertThat(get("/subjects/s-value/versions")).isEqualTo("[1,2]");
  }

  @Test
  void keepsIdsOverARestart() throws Exception {
    HttpResponse<String> first =
        post("/subjects/r-value/versions", record("{\"name\":\"r\",\"type\":\"string\"}"));

    try (SchemaRegistryServer again = SchemaRegistryServer.start(broker.bootstrapServers(), 0)) {
      HttpResponse<String> second =
          send(
              again.url() + "/subjects/r-value/versions",
              record("{\"name\":\"r\",\"type\":\"string\"}"));
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  private static Map<String, String> settings() {
    return Map.of("schema.registry.url", registry.url());
  }

  private static RegistryAvroSerializer serializer() {
    RegistryAvroSerializer serializer = new RegistryAvroSerializer();
    serializer.configure(settings(), false);
    return serializer;
  }

  static LedgerEntry entry() {
    return LedgerEntry.newBuilder()
        .setTriggerId("t1")
        .setEnvironment("dev")
        .setState(LedgerState.IGNORED)
        .setReason("because")
        .setSources(List.of())
        .setKind("API")
        .setSource("cli")
        .setSubject("orders")
        .setOccurredAt(Instant.ofEpochMilli(1))
        .setReceivedAt(Instant.ofEpochMilli(2))
        .setDecidedAt(Instant.ofEpochMilli(3))
        .build();
  }

  private static String record(String fields) {
    String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
    return "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
  }

  private static String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(registry.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return send(registry.url() + path, body);
  }

  private static HttpResponse<String> send(String url, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
