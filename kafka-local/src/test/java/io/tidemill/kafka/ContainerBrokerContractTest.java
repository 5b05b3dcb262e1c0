package io.tidemill.kafka;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The broker as Apache ships it. Its twin without Docker is {@link EmbeddedBrokerContractTest}. */
class ContainerBrokerContractTest extends BrokerContract {
  private static final String IMAGE = "apache/kafka:4.2.2";

  static KafkaContainer kafka;

  @BeforeAll
  static void start() {
    boolean docker = DockerClientFactory.instance().isDockerAvailable();
    if (!docker) {
      System.out.println(
          "ContainerBrokerContractTest is not run: no Docker engine here. EmbeddedBrokerContractTest has the same tests.");
    }
    Assumptions.assumeTrue(docker, "no Docker engine here");
    kafka = new KafkaContainer(IMAGE);
    kafka.start();
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.stop();
    }
  }

  @Override
  String bootstrapServers() {
    return kafka.getBootstrapServers();
  }
}
