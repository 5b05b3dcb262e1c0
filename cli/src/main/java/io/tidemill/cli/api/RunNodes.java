package io.tidemill.cli.api;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How dbt names the nodes of a run in its log. Immutable. */
public final class RunNodes {
  private final Map<String, JsonNode> nodes = new HashMap<>();

  private RunNodes() {}

  /** Knows only what the tasks themselves tell. */
  public static RunNodes none() {
    return new RunNodes();
  }

  /**
   * @param answer what {@code /v1/environments/NAME/nodes} gives
   */
  public static RunNodes of(JsonNode answer) {
    RunNodes known = new RunNodes();
    answer.path("nodes").forEach(node -> known.nodes.put(text(node, "uniqueId"), node));
    return known;
  }

  /** Nodes of an environment's project version. */
  public static RunNodes of(PlannerApi api, String environment) {
    return of(api.get("/v1/environments/" + PlannerApi.segment(environment) + "/nodes"));
  }

  /** {@code sql table model shop.orders}, {@code seed file shop.regions}, {@code test unique_x}. */
  public String description(JsonNode task) {
    return switch (text(task, "resourceType")) {
      case "model" -> "sql " + materialized(task) + " model " + relation(task);
      case "seed" -> "seed file " + relation(task);
      case "snapshot" -> "snapshot " + relation(task);
      default -> text(task, "resourceType") + " " + name(task);
    };
  }

  /** What the node counts as: {@code table model}, {@code data test}. */
  public String kind(JsonNode task) {
    String type = text(task, "resourceType");
    return switch (type) {
      case "model" -> materialized(task) + " model";
      case "test" -> "data test";
      case "operation" -> "project hook";
      default -> type.replace('_', ' ');
    };
  }

  /** {@code shop.orders}. */
  public String relation(JsonNode task) {
    JsonNode node = node(task);
    String schema = text(node, "schema");
    String alias = text(node, "alias");
    return schema.isEmpty() ? name(task) : schema + "." + (alias.isEmpty() ? name(task) : alias);
  }

  /** Schema and name, as dbt names what it skips. */
  public String skipped(JsonNode task) {
    return switch (text(task, "resourceType")) {
      case "model", "seed", "snapshot" -> {
        String schema = text(node(task), "schema");
        yield "relation " + (schema.isEmpty() ? "" : schema + ".") + name(task);
      }
      default -> text(task, "resourceType") + " " + name(task);
    };
  }

  /** {@code model orders (models/orders.sql)}. */
  public String place(JsonNode task) {
    String path = text(node(task), "path");
    return text(task, "resourceType")
        + " "
        + name(task)
        + (path.isEmpty() ? "" : " (" + path + ")");
  }

  /** The node's name; its id where none is known. */
  public String name(JsonNode task) {
    String name = text(task, "name");
    return name.isEmpty() ? text(task, "nodeId") : name;
  }

  private String materialized(JsonNode task) {
    String materialized = text(node(task), "materialized");
    return materialized.isEmpty() ? "view" : materialized;
  }

  private JsonNode node(JsonNode task) {
    JsonNode node = nodes.get(text(task, "nodeId"));
    return node == null ? task : node;
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
