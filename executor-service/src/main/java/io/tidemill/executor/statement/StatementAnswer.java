package io.tidemill.executor.statement;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a statement of ours printed, read back with types. Warnings and other prints around the
 * fenced answer do not matter.
 *
 * @param ok whether every step that had to succeed did
 * @param steps one result per step that was reached
 * @param error error of the statement as a whole; null without one
 */
record StatementAnswer(boolean ok, List<StepResult> steps, @Nullable StepError error) {
  private static final String OPEN = "<<tidemill:v1";
  private static final String CLOSE = "tidemill:v1>>";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The last answer in the text; empty when there is none, or not a whole one. */
  static Optional<StatementAnswer> read(String text) {
    int open = text.lastIndexOf(OPEN);
    int close = text.indexOf(CLOSE, Math.max(open, 0));
    if (open < 0 || close < 0) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(text.substring(open + OPEN.length(), close).strip());
      List<StepResult> steps = new ArrayList<>();
      json.path("steps").forEach(step -> steps.add(step(step)));
      JsonNode error = json.path("error");
      return Optional.of(
          new StatementAnswer(
              json.path("ok").asBoolean(false), steps, error.isObject() ? error(error) : null));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The step that ended the statement; empty when none did. */
  Optional<StepResult> failed() {
    if (ok || steps.isEmpty()) {
      return Optional.empty();
    }
    StepResult last = steps.get(steps.size() - 1);
    return last.status() == StepResult.Status.FAILED ? Optional.of(last) : Optional.empty();
  }

  private static StepResult step(JsonNode json) {
    List<ResultColumn> schema = new ArrayList<>();
    json.path("schema")
        .forEach(
            column ->
                schema.add(
                    new ResultColumn(
                        column.path("name").asString(""), column.path("type").asString("string"))));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonNode row : json.path("rows")) {
      List<@Nullable Object> values = new ArrayList<>();
      int column = 0;
      for (JsonNode value : row) {
        values.add(value(value, column < schema.size() ? schema.get(column).type() : "string"));
        column++;
      }
      rows.add(values);
    }
    JsonNode error = json.path("error");
    return new StepResult(
        json.path("name").asString(""),
        status(json),
        Duration.ofMillis(json.path("millis").asLong(0)),
        schema,
        rows,
        json.path("truncated").asBoolean(false),
        json.path("affected").isNumber() ? json.path("affected").asLong() : null,
        error.isObject() ? error(error) : null);
  }

  private static StepResult.Status status(JsonNode json) {
    if (json.path("skipped").asBoolean(false)) {
      return StepResult.Status.SKIPPED;
    }
    return json.path("ok").asBoolean(false) ? StepResult.Status.DONE : StepResult.Status.FAILED;
  }

  private static StepError error(JsonNode json) {
    List<String> stack = new ArrayList<>();
    json.path("causes").forEach(cause -> stack.add(StepError.CAUSED_BY + cause.asString("")));
    json.path("stack").forEach(line -> stack.add(line.asString("")));
    return new StepError(
        json.path("class").asString("unknown"),
        textOrNull(json.path("condition")),
        textOrNull(json.path("sqlState")),
        json.path("message").asString("no message"),
        intOrNull(json.path("line")),
        intOrNull(json.path("position")),
        String.join("\n", stack));
  }

  private static @Nullable Object value(JsonNode json, String type) {
    if (json.isNull() || json.isMissingNode()) {
      return null;
    }
    String word = type.toLowerCase(Locale.ROOT);
    if (json.isContainer()) {
      return json.toString();
    }
    if (word.equals("boolean")) {
      return json.asBoolean();
    }
    if (word.startsWith("decimal")) {
      return new BigDecimal(json.asString());
    }
    return switch (word) {
      case "tinyint", "smallint", "int", "integer", "bigint", "byte", "short", "long" ->
          Long.parseLong(json.asString());
      case "float", "double" -> Double.parseDouble(json.asString());
      default -> json.asString();
    };
  }

  private static @Nullable String textOrNull(JsonNode json) {
    return json.isString() && !json.asString().isEmpty() ? json.asString() : null;
  }

  private static @Nullable Integer intOrNull(JsonNode json) {
    return json.isNumber() ? json.asInt() : null;
  }
}
