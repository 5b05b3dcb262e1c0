package io.tidemill.schemas.serde;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Client of a Confluent-compatible schema registry: ids of our schemas and schemas of others' ids.
 * Both never change once known and are kept for the life of the client, so that a registry which is
 * down later harms nobody. Thread-safe.
 *
 * <p>Settings have Confluent's own names: {@code schema.registry.url} (several, separated by
 * commas, are tried in turn), {@code auto.register.schemas} (default true), {@code
 * basic.auth.user.info}.
 */
final class SchemaRegistry {
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  /** Looked up for every record: a schema keeps its hash, while its text is made anew each time. */
  private record Registration(String subject, Schema schema) {}

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemasById = new ConcurrentHashMap<>();
  private final List<URI> urls;
  private final boolean autoRegister;
  private final @Nullable String authorization;

  SchemaRegistry(Map<String, ?> settings) {
    Object url = settings.get("schema.registry.url");
    if (url == null || url.toString().isBlank()) {
      throw new IllegalArgumentException(
          "Expected schema.registry.url to name a Confluent-compatible registry, but it is not set");
    }
    urls = List.of(url.toString().split(",")).stream().map(String::trim).map(URI::create).toList();
    autoRegister = !"false".equals(String.valueOf(settings.get("auto.register.schemas")));
    Object user = settings.get("basic.auth.user.info");
    authorization =
        user == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString(user.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Id of a schema under a subject: registered if need be and allowed, else looked up. */
  int id(String subject, Schema schema) {
    Registration registration = new Registration(subject, schema);
    Integer known = ids.get(registration);
    if (known != null) {
      return known;
    }
    String path =
        "/subjects/"
            + URLEncoder.encode(subject, StandardCharsets.UTF_8)
            + (autoRegister ? "/versions" : "");
    String answer = call("POST", path, "{\"schema\":" + SchemaJson.quote(schema.toString()) + "}");
    Matcher matcher = ID.matcher(answer);
    if (!matcher.find()) {
      throw new SerializationException(
          "Expected the registry to answer with the id of subject %s, but it said: %s"
              .formatted(subject, answer));
    }
    int id = Integer.parseInt(matcher.group(1));
    ids.put(registration, id);
    return id;
  }

  /** Schema of an id found in a record. */
  Schema schema(int id) {
    Schema known = schemasById.get(id);
    if (known != null) {
      return known;
    }
    String answer = call("GET", "/schemas/ids/" + id, null);
    Schema schema = new Schema.Parser().parse(SchemaJson.schemaField(answer));
    schemasById.put(id, schema);
    return schema;
  }

  private String call(String method, String path, @Nullable String body) {
    IOException last = new IOException("no registry URL");
    for (URI url : urls) {
      try {
        return call(url, method, path, body);
      } catch (IOException e) {
        last = e;
      }
    }
    // Kafka's clients treat this as fatal for the record, not for the client.
    throw new SerializationException(
        "Expected the schema registry at %s to answer %s %s, but: %s"
            .formatted(urls, method, path, last),
        last);
  }

  private String call(URI url, String method, String path, @Nullable String body)
      throws IOException {
    String base = url.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Accept", CONTENT_TYPE)
            .header("Content-Type", CONTENT_TYPE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      if (response.statusCode() / 100 == 5) {
        throw new IOException("HTTP %d: %s".formatted(response.statusCode(), response.body()));
      }
      throw new SerializationException(
          "Expected the schema registry at %s to accept %s %s, but it answered HTTP %d: %s"
              .formatted(base, method, path, response.statusCode(), response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SerializationException("Interrupted while asking the schema registry", e);
    }
  }
}
