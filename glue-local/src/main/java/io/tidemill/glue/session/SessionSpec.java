package io.tidemill.glue.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.aws.JsonRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A session as asked for, within Glue's limits. */
record SessionSpec(
    String id,
    Map<String, String> arguments,
    Map<String, String> tags,
    Duration idleTimeout,
    Duration timeout,
    double dpus,
    ObjectNode described) {
  private static final int MAX_ARGUMENTS = 75;
  private static final int MAX_ARGUMENT_NAME = 128;
  private static final int MAX_ARGUMENT_VALUE = 4096;
  private static final int DEFAULT_TIMEOUT_MINUTES = 2880;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Map<String, Double> DPUS =
      Map.ofEntries(
          Map.entry("Standard", 1.0),
          Map.entry("G.025X", 0.25),
          Map.entry("G.1X", 1.0),
          Map.entry("G.2X", 2.0),
          Map.entry("G.4X", 4.0),
          Map.entry("G.8X", 8.0),
          Map.entry("G.12X", 12.0),
          Map.entry("G.16X", 16.0),
          Map.entry("R.1X", 1.0),
          Map.entry("R.2X", 2.0),
          Map.entry("R.4X", 4.0),
          Map.entry("R.8X", 8.0),
          Map.entry("Z.2X", 2.0));

  /** Fields that GetSession gives back as they were asked for. */
  private static final List<String> ECHOED =
      List.of(
          "Description",
          "Role",
          "Command",
          "DefaultArguments",
          "Connections",
          "MaxCapacity",
          "SecurityConfiguration",
          "GlueVersion",
          "NumberOfWorkers",
          "WorkerType",
          "IdleTimeout",
          "SessionType");

  static SessionSpec parse(JsonRequest request) {
    check(
        ID.matcher(request.text("Id")).matches(),
        "Expected Id to match [A-Za-z0-9_-]{1,255}, but it is '" + request.text("Id") + "'.");
    check(
        ROLE.matcher(request.text("Role")).matches(),
        "Expected Role to be the ARN of an IAM role, but it is '" + request.text("Role") + "'.");
    checkCommand(request.object("Command"));
    Map<String, String> arguments = Json.stringMap(request.body().path("DefaultArguments"));
    checkArguments(arguments);
    Map<String, String> tags = Json.stringMap(request.body().path("Tags"));
    Tags.check(tags);
    ObjectNode described = Json.object().put("Id", request.text("Id"));
    for (String field : ECHOED) {
      if (request.has(field)) {
        described.set(field, request.body().get(field));
      }
    }
    return new SessionSpec(
        request.text("Id"),
        arguments,
        tags,
        minutes(request, "IdleTimeout"),
        minutes(request, "Timeout"),
        dpus(request),
        described);
  }

  private static void checkCommand(ObjectNode command) {
    String name = command.path("Name").asText("");
    check(
        Set.of("glueetl", "gluestreaming").contains(name),
        "Expected Command.Name to be glueetl or gluestreaming, but it is '" + name + "'.");
    String python = command.path("PythonVersion").asText("3");
    check(
        python.equals("3"), "Expected Command.PythonVersion to be 3, but it is '" + python + "'.");
  }

  private static void checkArguments(Map<String, String> arguments) {
    check(
        arguments.size() <= MAX_ARGUMENTS,
        "Expected at most "
            + MAX_ARGUMENTS
            + " DefaultArguments, but got "
            + arguments.size()
            + ".");
    arguments.forEach(
        (name, value) -> {
          check(
              name.length() <= MAX_ARGUMENT_NAME,
              "Expected argument names of at most "
                  + MAX_ARGUMENT_NAME
                  + " characters, but got "
                  + name);
          check(
              value.length() <= MAX_ARGUMENT_VALUE,
              "Expected the value of argument "
                  + name
                  + " to have at most "
                  + MAX_ARGUMENT_VALUE
                  + " characters, but it has "
                  + value.length()
                  + ".");
        });
  }

  private static Duration minutes(JsonRequest request, String field) {
    int minutes = request.integer(field, DEFAULT_TIMEOUT_MINUTES);
    check(
        minutes >= 1, "Expected " + field + " to be at least 1 minute, but it is " + minutes + ".");
    return Duration.ofMinutes(minutes);
  }

  private static double dpus(JsonRequest request) {
    boolean workers = request.has("WorkerType") || request.has("NumberOfWorkers");
    if (workers && request.has("MaxCapacity")) {
      throw AwsException.invalidInput(
          "Please set only Allocated Capacity or Worker Type and Number of Workers, but not both.");
    }
    if (!workers) {
      return request.body().path("MaxCapacity").asDouble(5);
    }
    String type = request.optionalText("WorkerType").orElse("G.1X");
    int count = request.integer("NumberOfWorkers", 2);
    check(
        DPUS.containsKey(type),
        "Expected WorkerType to be one of " + DPUS.keySet() + ", but it is '" + type + "'.");
    if (count < 2) {
      throw AwsException.invalidInput(
          "Expected NumberOfWorkers to be at least 2, but it is " + count + ".");
    }
    return DPUS.getOrDefault(type, 1.0) * count;
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw AwsException.validation(message);
    }
  }
}
