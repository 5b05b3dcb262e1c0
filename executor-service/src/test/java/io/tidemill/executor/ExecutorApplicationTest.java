package io.tidemill.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemill.executor.task.ExecutorNode;
import io.tidemill.kafka.EmbeddedBroker;
import io.tidemill.kafka.SchemaRegistryServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class ExecutorApplicationTest {

  @Test
  void startsOnAnEmptyBrokerAndSaysThatItIsReady(@TempDir Path dir) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"));
        SchemaRegistryServer registry = SchemaRegistryServer.start(broker.bootstrapServers(), 0);
        ConfigurableApplicationContext context = start(broker, registry, dir)) {
      assertThat(context.getBean(ExecutorNode.class).isRunning()).isTrue();
      String port = context.getEnvironment().getProperty("local.server.port");
      URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(get(health)).contains("UP"));
      assertThat(get(health.resolve("/actuator/prometheus"))).contains("tidemill_sessions");
    }
  }

  private static ConfigurableApplicationContext start(
      EmbeddedBroker broker, SchemaRegistryServer registry, Path dir) {
    return SpringApplication.run(
        ExecutorApplication.class,
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "--spring.kafka.properties[schema.registry.url]=" + registry.url(),
        "--tidemill.executor.id=test",
        "--tidemill.aws.endpoint=http://127.0.0.1:1",
        "--tidemill.bundles.uri=" + dir.resolve("bundles").toUri(),
        "--tidemill.artifacts.uri=" + dir.resolve("artifacts").toUri());
  }

  private static String get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
