package io.tidemill.executor.statement;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a request as the code of Glue statements. SQL travels as data, base64 of JSON, so that no
 * character in it can mean anything on the way. The first line carries the payload for endpoints
 * that know the protocol; the line below hands the same to the helper that was installed in the
 * session.
 */
final class StatementCodec {
  /** What the first line begins with. */
  static final String HEADER = "#tidemill:v1 ";

  /** Glue takes at most 68,000 characters of code. */
  static final int MAX_CODE = 68_000;

  /** What the first line of a statement begins with that only Python can run. */
  static final String PYTHON_HEADER = "#tidemill:v1py ";

  private static final String CALL = "tidemill_v1(\"%s\")";
  // The payload is in the code twice; the rest is header, call and a margin.
  private static final int MAX_PAYLOAD = (MAX_CODE - 200) / 2;
  private static final int LONG = 8_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private StatementCodec() {}

  /**
   * The code that runs a request.
   *
   * @param parts code of statements to send first, in order, because the request does not fit in
   *     one; mostly empty
   * @param code the statement that runs it
   */
  record Code(List<String> parts, String code) {}

  /** Who sent a statement and what it is, as its first line tells. */
  record Sender(String attempt, long epoch, int sequence, String hash) {}

  /** The code that installs the helper in a session. */
  static String install(String helperSource, Map<String, String> conf) {
    ObjectNode json = JSON.createObjectNode().put("op", "install");
    json.set("conf", conf(conf));
    return HEADER
        + base64(json.toString())
        + "\n"
        + helperSource
        + "\n"
        + CALL.formatted(base64(json.toString()));
  }

  /** The code that runs a request for an attempt, as its {@code sequence}-th statement. */
  static Code run(
      AttemptId attempt, int sequence, String hash, StatementRequest request, int maxBytes) {
    ObjectNode json = JSON.createObjectNode().put("op", "run");
    json.put("attempt", attempt.attemptName());
    json.put("epoch", attempt.epoch());
    json.put("sequence", sequence);
    json.put("hash", hash);
    json.put("maxRows", request.maxRows());
    json.put("maxBytes", maxBytes);
    json.set("conf", conf(request.conf()));
    ArrayNode steps = json.putArray("steps");
    request.steps().forEach(step -> steps.add(step(step)));
    String payload = payload(json);
    if (request.steps().stream().anyMatch(PythonStep.class::isInstance)) {
      return python(json, payload);
    }
    if (payload.length() <= MAX_PAYLOAD) {
      return new Code(List.of(), wrap(payload));
    }
    return inParts(attempt, sequence, hash, payload);
  }

  /** Who sent this code; empty when it is not a running statement of ours. */
  static Optional<Sender> sender(String code) {
    boolean python = code.startsWith(PYTHON_HEADER);
    if (!python && !code.startsWith(HEADER)) {
      return Optional.empty();
    }
    String header = python ? PYTHON_HEADER : HEADER;
    String payload = code.lines().findFirst().orElse("").substring(header.length()).strip();
    try {
      JsonNode json = JSON.readTree(unzipped(Base64.getDecoder().decode(payload)));
      if (!json.path("op").asString("").equals("run")) {
        return Optional.empty();
      }
      return Optional.of(
          new Sender(
              json.path("attempt").asString(""),
              json.path("epoch").asLong(0),
              json.path("sequence").asInt(0),
              json.path("hash").asString("")));
    } catch (IllegalArgumentException | IOException | JacksonException e) {
      // Cut short by Glue or not ours: nobody we know.
      return Optional.empty();
    }
  }

  /**
   * A request with a Python step. Endpoints that know the protocol leave it to Python, where the
   * helper may not be installed yet; so it comes along.
   */
  private static Code python(ObjectNode request, String payload) {
    ObjectNode sender = JSON.createObjectNode().put("op", "run");
    for (String field : List.of("attempt", "epoch", "sequence", "hash")) {
      sender.set(field, request.get(field));
    }
    String header = PYTHON_HEADER + base64(sender.toString()) + "\n";
    String whole = header + HelperSource.TEXT + "\n" + CALL.formatted(payload);
    if (whole.length() <= MAX_CODE) {
      return new Code(List.of(), whole);
    }
    String id = request.path("hash").asString("") + "-" + request.path("sequence").asInt(0);
    int room = (MAX_CODE - HelperSource.TEXT.length() - 1000) * 3 / 4;
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < payload.length(); from += room) {
      ObjectNode part = JSON.createObjectNode().put("op", "part");
      part.put("id", id);
      part.put("index", parts.size());
      part.put("text", payload.substring(from, Math.min(payload.length(), from + room)));
      // Installed anew, the helper would forget the parts it has.
      String install = parts.isEmpty() ? HelperSource.TEXT + "\n" : "";
      parts.add(install + CALL.formatted(base64(part.toString())));
    }
    sender.putObject("parts").put("id", id).put("count", parts.size());
    return new Code(parts, header + CALL.formatted(base64(sender.toString())));
  }

  private static Code inParts(AttemptId attempt, int sequence, String hash, String payload) {
    int room = MAX_PAYLOAD * 3 / 4 - 500;
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < payload.length(); from += room) {
      ObjectNode part = JSON.createObjectNode().put("op", "part");
      part.put("id", hash + "-" + sequence);
      part.put("index", parts.size());
      part.put("text", payload.substring(from, Math.min(payload.length(), from + room)));
      parts.add(wrap(base64(part.toString())));
    }
    ObjectNode json = JSON.createObjectNode().put("op", "run");
    json.put("attempt", attempt.attemptName());
    json.put("epoch", attempt.epoch());
    json.put("sequence", sequence);
    json.put("hash", hash);
    json.putObject("parts").put("id", hash + "-" + sequence).put("count", parts.size());
    return new Code(parts, wrap(base64(json.toString())));
  }

  private static String wrap(String payload) {
    return HEADER + payload + "\n" + CALL.formatted(payload);
  }

  private static ObjectNode conf(Map<String, String> conf) {
    ObjectNode json = JSON.createObjectNode();
    conf.forEach(json::put);
    return json;
  }

  private static ObjectNode step(Step step) {
    return step.fold(
        new Step.Fold<>() {
          @Override
          public ObjectNode sql(SqlStep sql) {
            ObjectNode json = JSON.createObjectNode().put("name", sql.name());
            json.put("sql", sql.sql());
            json.put(
                "fetch",
                switch (sql.fetch()) {
                  case NONE -> "none";
                  case ROWS -> "rows";
                  case COUNT -> "count";
                });
            ArrayNode refresh = json.putArray("refresh");
            sql.refresh().forEach(refresh::add);
            Condition when = sql.when();
            if (when != null) {
              json.putObject("when")
                  .put("step", when.step())
                  .put("rows", when.rows() == Condition.Rows.EMPTY ? "empty" : "nonEmpty");
            }
            return json.put("ignoreErrors", sql.ignoreErrors());
          }

          @Override
          public ObjectNode view(ViewStep view) {
            ObjectNode json = JSON.createObjectNode().put("name", view.name());
            ObjectNode create = json.putObject("createView").put("view", view.view());
            create.set("columns", columns(view.columns()));
            ArrayNode rows = create.putArray("rows");
            for (List<@Nullable Object> row : view.rows()) {
              ArrayNode values = rows.addArray();
              row.forEach(value -> values.add(value == null ? null : String.valueOf(value)));
            }
            return json;
          }

          @Override
          public ObjectNode csv(CsvStep csv) {
            ObjectNode json = JSON.createObjectNode().put("name", csv.name());
            ObjectNode load = json.putObject("loadCsv").put("view", csv.view());
            load.put("path", csv.path()).put("delimiter", csv.delimiter()).put("header", true);
            load.put("nullValue", "");
            load.set("columns", columns(csv.columns()));
            return json;
          }

          @Override
          public ObjectNode python(PythonStep python) {
            ObjectNode json = JSON.createObjectNode().put("name", python.name());
            ObjectNode run = json.putObject("python").put("view", python.view());
            run.put("file", python.file()).put("code", python.code());
            run.set("context", JSON.readTree(python.context()));
            return json;
          }
        });
  }

  private static ArrayNode columns(List<ResultColumn> columns) {
    ArrayNode json = JSON.createArrayNode();
    columns.forEach(
        column -> json.addObject().put("name", column.name()).put("type", column.type()));
    return json;
  }

  /** Long requests are zipped: SQL shrinks to a fifth and mostly fits in one statement then. */
  private static String payload(ObjectNode json) {
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text.length > LONG ? zipped(text) : text);
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] unzipped(byte[] bytes) throws IOException {
    boolean zipped = bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    if (!zipped) {
      return bytes;
    }
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return zip.readAllBytes();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
