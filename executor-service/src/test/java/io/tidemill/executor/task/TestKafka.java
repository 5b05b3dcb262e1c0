package io.tidemill.executor.task;

import io.tidemill.executor.kafka.KafkaClients;
import io.tidemill.kafka.EmbeddedBroker;
import io.tidemill.kafka.SchemaRegistryServer;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.serde.RegistryAvroDeserializer;
import io.tidemill.schemas.serde.RegistryAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** A real broker and registry, that can be stopped and started again. */
final class TestKafka implements AutoCloseable {
  private final Path dir;
  private final int port = freePort();
  private final int controllerPort = freePort();
  private final SchemaRegistryServer registry;
  private EmbeddedBroker broker;

  private TestKafka(Path dir) {
    this.dir = dir;
    this.broker = EmbeddedBroker.start(dir, port, controllerPort, Map.of());
    this.registry = SchemaRegistryServer.start(bootstrapServers(), 0);
  }

  static TestKafka start() {
    try {
      TestKafka kafka = new TestKafka(Files.createTempDirectory("executor-kafka"));
      try (Admin admin = kafka.clients().admin()) {
        new TopicProvisioner(admin, (short) 1).createMissing(Topics.all());
      }
      return kafka;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  String registryUrl() {
    return registry.url();
  }

  void stopBroker() {
    broker.close();
  }

  void startBroker() {
    broker = EmbeddedBroker.start(dir, port, controllerPort, Map.of());
  }

  KafkaClients clients() {
    KafkaProperties properties = new KafkaProperties();
    properties.getProperties().put("schema.registry.url", registryUrl());
    properties.getProducer().setValueSerializer(RegistryAvroSerializer.class);
    properties.getConsumer().setValueDeserializer(RegistryAvroDeserializer.class);
    return new KafkaClients(
        properties,
        new KafkaConnectionDetails() {
          @Override
          public List<String> getBootstrapServers() {
            return List.of(bootstrapServers());
          }
        });
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
