package io.tidemill.planner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A planner as it runs in production, on the shared broker, with a fleet of its own. */
public final class PlannerFixture implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurableApplicationContext context;
  private final String fleet;
  private final RestClient http;

  private PlannerFixture(ConfigurableApplicationContext context, String fleet) {
    this.context = context;
    this.fleet = fleet;
    this.http = RestClient.builder().baseUrl(url()).build();
  }

  /** Starts one in local mode and waits until it is ready. */
  public static PlannerFixture start(Path home, String... properties) {
    return start(UUID.randomUUID().toString(), home, properties);
  }

  /** Starts one of a given fleet and waits until it is ready. */
  public static PlannerFixture start(String fleet, Path home, String... properties) {
    PlannerFixture planner = startUnready(fleet, home, properties);
    try {
      planner.awaitReady();
      return planner;
    } catch (RuntimeException e) {
      planner.close();
      throw e;
    }
  }

  /** Starts one of a given fleet; returns when its web server answers. */
  public static PlannerFixture startUnready(String fleet, Path home, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "tidemill.local=true",
                "tidemill.fleet=" + fleet,
                "tidemill.engine.application-id=" + fleet,
                "tidemill.state-dir=" + home.resolve("planner"),
                "tidemill.bundles.uri=" + home.resolve("bundles").toUri(),
                "tidemill.kafka.replication=1",
                "spring.kafka.bootstrap-servers=" + KafkaFixture.get().bootstrapServers(),
                "spring.kafka.properties.schema.registry.url=" + KafkaFixture.get().registryUrl()));
    for (String property : properties) {
      String key = property.substring(0, property.indexOf('=') + 1);
      all.removeIf(preset -> preset.startsWith(key));
      all.add(property);
    }
    return new PlannerFixture(
        new SpringApplicationBuilder(PlannerApplication.class)
            .run(all.stream().map(property -> "--" + property).toArray(String[]::new)),
        fleet);
  }

  public void awaitReady() {
    await("planner to be ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              Answer health = get("/actuator/health/readiness");
              if (health.body().contains("FAILED")) {
                throw new IllegalStateException("the planner failed to start: " + health.body());
              }
              return health.status() == 200;
            });
  }

  public String fleet() {
    return fleet;
  }

  public String url() {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    return "http://127.0.0.1:" + port;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Answer get(String path, String... headers) {
    return call(HttpMethod.GET, path, null, headers);
  }

  public Answer post(String path, String body, String... headers) {
    return call(HttpMethod.POST, path, body, headers);
  }

  private Answer call(HttpMethod method, String path, String body, String... headers) {
    RestClient.RequestBodySpec request = http.method(method).uri(URI.create(url() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    return request.exchange(
        (sent, response) -> {
          String text = new String(response.getBody().readAllBytes(), UTF_8);
          return new Answer(response.getStatusCode().value(), text);
        });
  }

  @Override
  public void close() {
    context.close();
  }

  /** What came back. */
  public record Answer(int status, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }
}
