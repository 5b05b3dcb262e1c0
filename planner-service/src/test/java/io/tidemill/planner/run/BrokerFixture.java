package io.tidemill.planner.run;

import io.tidemill.kafka.EmbeddedBroker;
import io.tidemill.kafka.SchemaRegistryServer;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A real broker and registry of one's own, with all topics. */
final class BrokerFixture implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final SchemaRegistryServer registry;

  private BrokerFixture(EmbeddedBroker broker, SchemaRegistryServer registry) {
    this.broker = broker;
    this.registry = registry;
  }

  static BrokerFixture start(Path directory) throws ExecutionException, InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(directory);
    provision(broker.bootstrapServers());
    return new BrokerFixture(broker, SchemaRegistryServer.start(broker.bootstrapServers(), 0));
  }

  static void provision(String bootstrapServers) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicProvisioner(admin, (short) 1).createMissing(Topics.all());
    }
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String registryUrl() {
    return registry.url();
  }

  Map<String, String> settings() {
    return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
  }

  @Override
  public void close() {
    registry.close();
    broker.close();
  }
}
