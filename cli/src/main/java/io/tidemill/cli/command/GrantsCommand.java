package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.LocalPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill grants}: who may read what, who should, and what would be changed. */
@Command(
    name = "grants",
    description = {
      "Compare the permissions that the project declares with those in place, and say what would be changed.",
      "Changes nothing: catalog-service does, after a model is built. Exits with 1 with --check when there are changes."
    },
    mixinStandardHelpOptions = true)
public final class GrantsCommand implements Callable<Integer> {
  @Mixin private ApiOptions api = new ApiOptions();

  @Option(
      names = "--catalog-api",
      paramLabel = "URL",
      description =
          "Address of catalog-service. Default: TIDEMILL_CATALOG_API, else the local one.",
      defaultValue = "${env:TIDEMILL_CATALOG_API}")
  private @Nullable String catalogUrl;

  @Option(
      names = "--catalog-token",
      paramLabel = "TOKEN",
      description = "Its token. Default: TIDEMILL_CATALOG_TOKEN.",
      defaultValue = "${env:TIDEMILL_CATALOG_TOKEN}")
  private @Nullable String catalogToken;

  @Parameters(
      arity = "0..*",
      paramLabel = "NODE",
      description = "Names or unique ids; none: every model, seed and snapshot.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--check", description = "Exit with 1 when anything would be changed.")
  private boolean check;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PlannerApi planner = api.api();
    PlannerApi catalog =
        new PlannerApi(
            catalogUrl == null ? LocalPorts.DEFAULT.catalogUrl() : catalogUrl, catalogToken);
    JsonNode plan = catalog.post("/v1/governance/plan", request(planner));
    if (json) {
      System.out.println(plan.toPrettyString());
    } else {
      plan.path("plans").forEach(node -> print(catalog, node));
      System.out.printf("%d changes%n", plan.path("changes").asInt());
    }
    return check && plan.path("changes").asInt() > 0 ? ExitCodes.FAILED : ExitCodes.OK;
  }

  private ObjectNode request(PlannerApi planner) {
    String environment = PlannerApi.segment(api.environment());
    String digest = planner.get("/v1/environments/" + environment).path("digest").asString("");
    if (digest.isEmpty()) {
      throw new UserException(
          "Expected environment %s to have a project version, but it has none"
              .formatted(api.environment()));
    }
    ObjectNode request = new JsonMapper().createObjectNode();
    request.put("projectDigest", digest);
    if (!names.isEmpty()) {
      JsonNode nodes = planner.get("/v1/environments/" + environment + "/nodes").path("nodes");
      names.forEach(name -> request.withArray("nodes").add(id(nodes, name)));
    }
    return request;
  }

  private static String id(JsonNode nodes, String name) {
    for (JsonNode node : nodes) {
      boolean table =
          List.of("model", "seed", "snapshot").contains(node.path("resourceType").asString());
      if (node.path("uniqueId").asString().equals(name)
          || (table && node.path("name").asString().equals(name))) {
        return node.path("uniqueId").asString();
      }
    }
    throw new UserException(
        "Expected a model, seed or snapshot, but there is no '%s'. See names with: tidemill ls"
            .formatted(name));
  }

  private static void print(PlannerApi catalog, JsonNode node) {
    JsonNode plan = node.path("plan");
    System.out.println(node.path("node").asString());
    if (node.path("problem").isString()) {
      System.out.println("  problem: " + node.path("problem").asString());
    }
    if (!plan.isObject()) {
      return;
    }
    JsonNode table = plan.path("table");
    JsonNode actual =
        catalog
            .get(
                "/v1/governance/%s/%s"
                    .formatted(
                        PlannerApi.segment(table.path("database").asString("-")),
                        PlannerApi.segment(
                            table.path("name").asString(table.path("table").asString("-")))))
            .path("actual");
    System.out.println("  in place: " + (actual.isEmpty() ? "nothing" : ""));
    actual.forEach(atom -> System.out.println("    " + text(atom)));
    System.out.println("  to do: " + (plan.path("changes").isEmpty() ? "nothing" : ""));
    plan.path("changes").forEach(change -> System.out.println("    " + text(change)));
  }

  /** The members of an object on one line, those that are absent left out. */
  private static String text(JsonNode node) {
    if (!node.isObject()) {
      return node.isArray() ? node.toString() : node.asString();
    }
    List<String> parts = new ArrayList<>();
    node.properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (!value.isNull() && !(value.isContainer() && value.isEmpty())) {
                parts.add(member.getKey() + "=" + text(value));
              }
            });
    return parts.size() == 1 ? parts.get(0) : String.join(" ", parts);
  }
}
