package io.tidemill.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.catalog.permission.FakePermissions;
import io.tidemill.catalog.permission.Permissions;
import io.tidemill.catalog.project.Projects;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs, but for permissions and projects, which are a test's. */
final class Service implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  Service(Kafka kafka, Permissions permissions, Projects projects, String... more) {
    this(kafka.bootstrapServers(), kafka.registryUrl(), permissions, projects, more);
  }

  Service(
      String bootstrapServers,
      String registryUrl,
      Permissions permissions,
      Projects projects,
      String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--spring.kafka.bootstrap-servers=" + bootstrapServers);
    arguments.add("--spring.kafka.properties[schema.registry.url]=" + registryUrl);
    arguments.add("--tidemill.aws.endpoint=http://127.0.0.1:1");
    arguments.add("--tidemill.aws.account=123456789012");
    arguments.add("--tidemill.replication=1");
    arguments.add("--tidemill.catalog.retry.first=200ms");
    arguments.add("--tidemill.catalog.permission.first-wait=1ms");
    arguments.add("--tidemill.catalog.permission.tries=2");
    arguments.addAll(List.of(more));
    context =
        new SpringApplicationBuilder(CatalogApplication.class)
            .initializers(
                application -> {
                  var beans = (GenericApplicationContext) application;
                  beans.registerBean(
                      "testPermissions",
                      Permissions.class,
                      () -> permissions,
                      d -> d.setPrimary(true));
                  beans.registerBean(
                      "testProjects", Projects.class, () -> projects, d -> d.setPrimary(true));
                })
            .run(arguments.toArray(String[]::new));
  }

  static Service start(
      Kafka kafka, FakePermissions permissions, Projects projects, String... more) {
    return new Service(kafka, permissions, projects, more);
  }

  JsonNode get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  JsonNode post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  double counter(String name) {
    return context.getBean(MeterRegistry.class).get(name).counter().count();
  }

  @Override
  public void close() {
    context.close();
  }

  private JsonNode send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new JsonMapper().readTree(response.body());
  }

  private URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }
}
