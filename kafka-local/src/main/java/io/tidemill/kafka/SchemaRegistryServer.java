package io.tidemill.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemill.kafka.SchemaStore.IncompatibleSchemaException;
import io.tidemill.kafka.SchemaStore.Version;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of Confluent's schema registry REST API that serializers and people use, on loopback:
 * subjects, versions, ids, compatibility and its configuration. Schemas are kept in a compacted
 * topic of the broker it is given. Default level: FULL_TRANSITIVE.
 */
public final class SchemaRegistryServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistryServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int INVALID_SCHEMA = 42201;
  private static final int INVALID_LEVEL = 42203;
  private static final int INCOMPATIBLE = 409;

  /** What to answer: a status and a JSON body. */
  private record Answer(int status, JsonNode body) {}

  /** A refusal in the API's own form. */
  private static final class Refusal extends Exception {
    private final int status;
    private final int code;

    Refusal(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  private final HttpServer server;
  private final SchemaStore store;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private SchemaRegistryServer(HttpServer server, SchemaStore store) {
    this.server = server;
    this.store = store;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts the registry.
   *
   * @param port to listen on; 0 for a free one
   * @throws BrokerStartException if the port is taken or the broker cannot be reached
   */
  public static SchemaRegistryServer start(String bootstrapServers, int port) {
    // Without it each answer waits for the client's delayed acknowledgement, some 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      return new SchemaRegistryServer(server, new SchemaStore(bootstrapServers));
    } catch (BindException e) {
      throw new BrokerStartException(
          "Expected the registry's port %d to be free, but another process listens on it. Stop that process or choose another port"
              .formatted(port),
          e);
    } catch (IOException | ExecutionException e) {
      throw new BrokerStartException("Expected the schema registry to start, but: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerStartException("Interrupted while the schema registry started", e);
    }
  }

  /** Where it listens, e.g. {@code http://127.0.0.1:18081}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    store.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      List<String> path =
          Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
              .filter(part -> !part.isEmpty())
              .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
              .toList();
      answer = answer(exchange.getRequestMethod(), path, body);
    } catch (Refusal e) {
      answer = error(e.status, e.code, String.valueOf(e.getMessage()));
    } catch (IncompatibleSchemaException e) {
      answer = error(INCOMPATIBLE, INCOMPATIBLE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      answer = error(400, 400, "Expected a JSON body, but: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Expected to answer {}, but", exchange.getRequestURI(), e);
      answer = error(500, 50001, "Error in the schema registry: " + e);
    }
    byte[] bytes = JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer answer(String method, List<String> path, JsonNode body)
      throws Refusal, IncompatibleSchemaException {
    String route = method + " " + String.join("/", pattern(path));
    return switch (route) {
      case "GET " -> ok(JSON.createObjectNode());
      case "GET subjects" -> ok(JSON.valueToTree(store.subjects()));
      case "GET subjects/*/versions" ->
          ok(JSON.valueToTree(known(path.get(1)).stream().map(Version::version).toList()));
      case "GET subjects/*/versions/*" -> ok(describe(version(path.get(1), path.get(3))));
      case "POST subjects/*/versions" ->
          ok(JSON.createObjectNode().put("id", store.register(path.get(1), parse(body))));
      case "POST subjects/*" -> ok(describe(lookUp(path.get(1), parse(body))));
      case "GET schemas/ids/*" ->
          ok(JSON.createObjectNode().put("schema", schema(path.get(2)).toString()));
      case "GET config" -> ok(level(""));
      case "GET config/*" -> ok(level(path.get(1)));
      case "PUT config" -> ok(setLevel("", body));
      case "PUT config/*" -> ok(setLevel(path.get(1), body));
      case "POST compatibility/subjects/*/versions/*" ->
          ok(compatibility(path.get(2), parse(body)));
      default ->
          throw new Refusal(
              404, 404, "HTTP 404 Not Found: " + method + " /" + String.join("/", path));
    };
  }

  private static List<String> pattern(List<String> path) {
    List<String> words =
        List.of("subjects", "versions", "schemas", "ids", "config", "compatibility");
    String[] pattern = path.toArray(new String[0]);
    boolean nested = !path.isEmpty() && path.get(0).equals("compatibility");
    for (int i = 0; i < pattern.length; i++) {
      boolean name = nested ? i == 2 || i == 4 : i == 1 && !pattern[0].equals("schemas") || i == 3;
      if (name || i == 2 && pattern[0].equals("schemas") || !words.contains(pattern[i])) {
        pattern[i] = "*";
      }
    }
    return List.of(pattern);
  }

  private List<Version> known(String subject) throws Refusal {
    List<Version> versions = store.versions(subject);
    if (versions.isEmpty()) {
      throw new Refusal(404, SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(subject));
    }
    return versions;
  }

  private Version version(String subject, String number) throws Refusal {
    List<Version> versions = known(subject);
    if (number.equals("latest") || number.equals("-1")) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(version -> Integer.toString(version.version()).equals(number))
        .findFirst()
        .orElseThrow(
            () -> new Refusal(404, VERSION_NOT_FOUND, "Version %s not found.".formatted(number)));
  }

  private Version lookUp(String subject, Schema schema) throws Refusal {
    known(subject);
    return store
        .find(subject, schema)
        .orElseThrow(() -> new Refusal(404, SCHEMA_NOT_FOUND, "Schema not found"));
  }

  private Schema schema(String id) throws Refusal {
    Optional<Schema> schema;
    try {
      schema = store.schema(Integer.parseInt(id));
    } catch (NumberFormatException e) {
      throw new Refusal(
          404, SCHEMA_NOT_FOUND, "Expected a number for the schema id, but got " + id);
    }
    return schema.orElseThrow(
        () -> new Refusal(404, SCHEMA_NOT_FOUND, "Schema " + id + " not found"));
  }

  private static Schema parse(JsonNode body) throws Refusal {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new Refusal(422, INVALID_SCHEMA, "Expected schemaType AVRO, but got " + type);
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw new Refusal(422, INVALID_SCHEMA, "Invalid schema: " + e.getMessage());
    }
  }

  private ObjectNode level(String subject) {
    return JSON.createObjectNode().put("compatibilityLevel", store.level(subject).name());
  }

  private ObjectNode setLevel(String subject, JsonNode body) throws Refusal {
    String level = body.path("compatibility").asText();
    try {
      store.setLevel(subject, CompatibilityLevel.valueOf(level));
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          422,
          INVALID_LEVEL,
          "Expected compatibility to be one of %s, but got '%s'"
              .formatted(Arrays.toString(CompatibilityLevel.values()), level));
    }
    return JSON.createObjectNode().put("compatibility", level);
  }

  private ObjectNode compatibility(String subject, Schema schema) throws Refusal {
    known(subject);
    ObjectNode answer = JSON.createObjectNode();
    try {
      store.checkCompatible(subject, schema);
      return answer.put("is_compatible", true);
    } catch (IncompatibleSchemaException e) {
      answer.put("is_compatible", false);
      answer.putArray("messages").add(e.getMessage());
      return answer;
    }
  }

  private static ObjectNode describe(Version version) {
    return JSON.createObjectNode()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.schema().toString());
  }

  private static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }

  private static Answer error(int status, int code, String message) {
    return new Answer(
        status, JSON.createObjectNode().put("error_code", code).put("message", message));
  }
}
