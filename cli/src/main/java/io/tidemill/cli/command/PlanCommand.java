package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.api.RunNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code tidemill plan}: what would run, in which order and why, without running it. */
@Command(
    name = "plan",
    description = {
      "Say which nodes a command would run, or a landing in a source would refresh, in which order and why. Runs nothing."
    },
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "build", Set.of("model", "seed", "snapshot", "test", "unit_test"),
          "run", Set.of("model"),
          "test", Set.of("test", "unit_test"),
          "seed", Set.of("seed"),
          "snapshot", Set.of("snapshot"));

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "VERB",
      description = "build, run, test, seed or snapshot. Default: ${DEFAULT-VALUE}.",
      defaultValue = "build")
  private String verb = "build";

  @Option(
      names = {"-s", "--select"},
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "Nodes to include, in dbt's selection syntax.")
  private List<String> select = new ArrayList<>();

  @Option(
      names = "--exclude",
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "Nodes to leave out.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--landing",
      paramLabel = "SOURCE.TABLE",
      description = "Instead: what a landing in this source would refresh.")
  private @Nullable String landing;

  @Override
  public Integer call() {
    Set<String> kinds = KINDS.get(verb);
    if (kinds == null) {
      throw new UserException(
          "Expected a verb to plan: build, run, test, seed or snapshot, but got '%s'"
              .formatted(verb));
    }
    PlannerApi planner = api.api();
    List<String> selectors =
        landing == null ? List.copyOf(select) : List.of("source:" + landing + "+");
    JsonNode answer = nodes(planner, selectors);
    List<JsonNode> runs = new ArrayList<>();
    for (JsonNode node : answer.path("nodes")) {
      if (kinds.contains(node.path("resourceType").asString())) {
        runs.add(node);
      }
    }
    Map<String, List<String>> why = reasons(planner, selectors);
    Map<String, Integer> steps = steps(runs);
    RunNodes names = RunNodes.of(answer);
    Table table = new Table("STEP", "NODE", "AFTER", "WHY");
    for (JsonNode node : runs) {
      String id = node.path("uniqueId").asString();
      JsonNode task = asTask(node);
      table.row(
          steps.getOrDefault(id, 1),
          names.description(task),
          parents(node, steps),
          String.join(", ", why.getOrDefault(id, List.of("everything is selected"))));
    }
    System.out.println(table);
    int depth = steps.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    System.out.printf(
        "%d nodes in %d steps; nothing was run. Run it with: tidemill %s%s%n",
        runs.size(), depth, verb, command(selectors));
    return ExitCodes.OK;
  }

  private static JsonNode asTask(JsonNode node) {
    return new tools.jackson.databind.json.JsonMapper()
        .createObjectNode()
        .put("nodeId", node.path("uniqueId").asString())
        .put("name", node.path("name").asString())
        .put("resourceType", node.path("resourceType").asString());
  }

  private String command(List<String> selectors) {
    StringBuilder text = new StringBuilder();
    if (!selectors.isEmpty()) {
      text.append(" --select ").append(String.join(" ", selectors));
    }
    if (!exclude.isEmpty()) {
      text.append(" --exclude ").append(String.join(" ", exclude));
    }
    return text.toString();
  }

  /** Which of the selectors names each node; asked one by one. */
  private Map<String, List<String>> reasons(PlannerApi planner, List<String> selectors) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (String selector : selectors) {
      for (JsonNode node : nodes(planner, List.of(selector)).path("nodes")) {
        String reason = landing == null ? "selected by " + selector : "downstream of " + landing;
        reasons
            .computeIfAbsent(node.path("uniqueId").asString(), id -> new ArrayList<>())
            .add(reason);
      }
    }
    return reasons;
  }

  private JsonNode nodes(PlannerApi planner, List<String> selectors) {
    StringBuilder path =
        new StringBuilder("/v1/environments/")
            .append(PlannerApi.segment(api.environment()))
            .append("/nodes?");
    selectors.forEach(text -> path.append("select=").append(PlannerApi.segment(text)).append('&'));
    exclude.forEach(text -> path.append("exclude=").append(PlannerApi.segment(text)).append('&'));
    return planner.get(path.substring(0, path.length() - 1));
  }

  /** The longest way to each node among those that run. Parents come first. */
  private static Map<String, Integer> steps(List<JsonNode> runs) {
    Map<String, Integer> steps = new LinkedHashMap<>();
    for (JsonNode node : runs) {
      int step = 1;
      for (JsonNode parent : node.path("dependsOn")) {
        step = Math.max(step, steps.getOrDefault(parent.asString(), 0) + 1);
      }
      steps.put(node.path("uniqueId").asString(), step);
    }
    return steps;
  }

  private static String parents(JsonNode node, Map<String, Integer> steps) {
    Set<String> parents = new LinkedHashSet<>();
    for (JsonNode parent : node.path("dependsOn")) {
      if (steps.containsKey(parent.asString())) {
        parents.add(parent.asString().replaceFirst(".*\\.", ""));
      }
    }
    return parents.isEmpty() ? "-" : String.join(", ", parents);
  }
}
