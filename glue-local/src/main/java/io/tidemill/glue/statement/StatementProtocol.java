package io.tidemill.glue.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the payload in a statement's first line and fences the answer. */
public final class StatementProtocol {
  private static final String HEADER = "#tidemill:v1 ";
  private static final String OPEN = "<<tidemill:v1";
  private static final String CLOSE = "tidemill:v1>>";
  private static final int DEFAULT_MAX_ROWS = 10_000;
  private static final long DEFAULT_MAX_BYTES = 256 * 1024L;

  private StatementProtocol() {}

  public static boolean speaks(String code) {
    return code.startsWith(HEADER);
  }

  /**
   * Reads a request. One that carries a piece of a longer request leaves it in the buffer; one that
   * names such pieces is read from them.
   *
   * @throws ProtocolException if the header's payload is not a request
   */
  public static StatementRequest parse(String code, PartBuffer parts) {
    String firstLine = code.lines().findFirst().orElse("");
    try {
      ObjectNode json = decode(firstLine.substring(HEADER.length()).strip());
      if (json.has("parts")) {
        JsonNode pieces = json.path("parts");
        json = decode(parts.take(required(pieces, "id"), pieces.path("count").asInt()));
      }
      StatementRequest request = request(json);
      if (request.operation() == StatementRequest.Operation.PART) {
        parts.add(required(json, "id"), json.path("index").asInt(), required(json, "text"));
      }
      return request;
    } catch (IllegalArgumentException | AwsException | IOException e) {
      throw new ProtocolException(
          "Expected base64 of a JSON request after '" + HEADER.strip() + "', but " + e.getMessage(),
          e);
    }
  }

  private static ObjectNode decode(String payload) throws IOException {
    byte[] bytes = unzip(Base64.getDecoder().decode(payload));
    return Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The answer as a statement prints it. */
  public static String fence(ObjectNode response) {
    return OPEN + "\n" + Json.write(response) + "\n" + CLOSE;
  }

  /** A payload may be gzipped, for long SQL does not fit into a statement's code otherwise. */
  private static byte[] unzip(byte[] payload) throws IOException {
    boolean zipped =
        payload.length > 2 && (payload[0] & 0xff) == 0x1f && (payload[1] & 0xff) == 0x8b;
    if (!zipped) {
      return payload;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(payload))) {
      return in.readAllBytes();
    }
  }

  private static StatementRequest request(ObjectNode json) {
    List<Step> steps = new ArrayList<>();
    json.path("steps").forEach(step -> steps.add(step(step)));
    return new StatementRequest(
        choice(StatementRequest.Operation.class, json.path("op").asText("run")),
        json.path("attempt").asText(""),
        json.path("maxRows").asInt(DEFAULT_MAX_ROWS),
        json.path("maxBytes").asLong(DEFAULT_MAX_BYTES),
        Json.stringMap(json.path("conf")),
        steps);
  }

  private static Step step(JsonNode json) {
    String name = json.path("name").asText("");
    if (json.has("createView")) {
      return createView(name, json.path("createView"));
    }
    if (json.has("loadCsv")) {
      return loadCsv(name, json.path("loadCsv"));
    }
    return new Step.Sql(
        name,
        required(json, "sql"),
        choice(Step.Fetch.class, json.path("fetch").asText("none")),
        Json.stringList(json.path("refresh")),
        condition(json.path("when")),
        json.path("ignoreErrors").asBoolean(false));
  }

  private static Step createView(String name, JsonNode json) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (JsonNode row : json.path("rows")) {
      List<@Nullable String> values = new ArrayList<>();
      row.forEach(value -> values.add(text(value)));
      rows.add(values);
    }
    return new Step.CreateView(name, required(json, "view"), columns(json), rows);
  }

  private static Step loadCsv(String name, JsonNode json) {
    return new Step.LoadCsv(
        name,
        required(json, "view"),
        required(json, "path"),
        columns(json),
        json.path("delimiter").asText(","),
        json.path("header").asBoolean(true),
        json.path("nullValue").asText(""));
  }

  private static List<Step.ColumnType> columns(JsonNode json) {
    return Json.elements(json.path("columns")).stream()
        .map(c -> new Step.ColumnType(required(c, "name"), c.path("type").asText("string")))
        .toList();
  }

  private static Optional<Step.Condition> condition(JsonNode json) {
    if (!json.isObject()) {
      return Optional.empty();
    }
    String rows = required(json, "rows");
    return switch (rows) {
      case "nonEmpty" -> Optional.of(new Step.Condition(required(json, "step"), true));
      case "empty" -> Optional.of(new Step.Condition(required(json, "step"), false));
      default ->
          throw new IllegalArgumentException("'when.rows' is neither empty nor nonEmpty: " + rows);
    };
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : Json.write(value);
  }

  private static String required(JsonNode json, String field) {
    if (!json.hasNonNull(field)) {
      throw new IllegalArgumentException("field '" + field + "' is missing");
    }
    return json.get(field).asText();
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
