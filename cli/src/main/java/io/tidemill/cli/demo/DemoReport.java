package io.tidemill.cli.demo;

import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.LocalGlue;
import io.tidemill.cli.local.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the demo prints: what ran because of which landing, what did not, and what came of it. */
final class DemoReport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> BUILT = List.of("model", "seed", "snapshot");

  private final PlannerApi api;
  private final LocalSystem system;
  private final Consumer<String> out;
  private final List<Duration> hops = new ArrayList<>();
  private int statements;
  private int built;

  DemoReport(PlannerApi api, LocalSystem system, Consumer<String> out) {
    this.api = api;
    this.system = system;
    this.out = out;
  }

  /** One landing and the runs it caused. */
  void landing(Map<String, String> files, Instant landedAt, List<LandedRun> runs) {
    Set<String> ran = new LinkedHashSet<>();
    for (LandedRun run : runs) {
      BUILT.forEach(type -> ran.addAll(run.names(type)));
      out.accept(
          "    run %s: %s, %d tasks, %d ok, %d failed, %d skipped in %.1f s; first model-ready %.1f s after the landing"
              .formatted(
                  run.runId(),
                  run.run().path("state").asString(),
                  run.tasks().size(),
                  run.run().path("succeeded").asInt(),
                  run.run().path("failed").asInt(),
                  run.run().path("skipped").asInt(),
                  run.took().toMillis() / 1000.0,
                  run.firstDispatch()
                          .map(first -> Duration.between(landedAt, first).toMillis())
                          .orElse(0L)
                      / 1000.0));
      out.accept("    why: " + run.run().path("reason").asString());
      run.tasks().forEach(this::measure);
      hops.addAll(run.hops());
      run.tasks().stream()
          .filter(task -> Set.of("ERROR", "FAIL").contains(task.path("state").asString()))
          .forEach(
              task ->
                  out.accept(
                      "    %s %s: %s"
                          .formatted(
                              task.path("state").asString(),
                              task.path("name").asString(),
                              task.path("message").asString())));
    }
    Set<String> idle = new TreeSet<>(names());
    idle.removeAll(ran);
    out.accept("    ran (%d): %s".formatted(ran.size(), String.join(", ", ran)));
    out.accept(
        "    did not run (%d): %s"
            .formatted(idle.size(), idle.isEmpty() ? "-" : String.join(", ", idle)));
    out.accept("");
  }

  /** Row counts, permissions, lineage and timings of the whole. */
  void summary() throws InterruptedException {
    List<JsonNode> relations = relations();
    out.accept("Tables and who may read them");
    try (LakeQuery query = new LakeQuery(system.ports().glueUrl(), "tidemill-demo-reader");
        LakeFormationClient lakeFormation = LocalGlue.lakeFormation(system.ports().glueUrl())) {
      for (JsonNode node : relations) {
        String schema = node.path("schema").asString();
        String table = node.path("alias").asString();
        out.accept(
            "  %-34s %8s rows   %s"
                .formatted(
                    schema + "." + table,
                    count(query, schema, table),
                    readers(lakeFormation, schema, table)));
      }
    }
    lineage();
    out.accept("");
    out.accept(
        String.format(
            Locale.ROOT,
            "Timings: %d nodes built with %.2f Glue statements each; parent done to child's RunStatement, where a slot was free: p50 %d ms, p99 %d ms",
            built,
            built == 0 ? 0.0 : statements / (double) built,
            percentile(0.50),
            percentile(0.99)));
  }

  private void measure(JsonNode task) {
    if (BUILT.contains(task.path("resourceType").asString())) {
      built++;
      statements += task.path("statements").asInt();
    }
  }

  private long percentile(double share) {
    List<Duration> sorted = hops.stream().sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted
            .get((int) Math.min(sorted.size() - 1L, (long) Math.ceil(share * sorted.size())))
            .toMillis();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    relations().forEach(node -> names.add(node.path("name").asString()));
    return names;
  }

  private List<JsonNode> relations() {
    List<JsonNode> relations = new ArrayList<>();
    for (JsonNode node :
        api.get("/v1/environments/%s/nodes".formatted(LocalSystem.ENVIRONMENT)).path("nodes")) {
      if (BUILT.contains(node.path("resourceType").asString())
          && !node.path("materialized").asString("").equals("ephemeral")) {
        relations.add(node);
      }
    }
    return relations;
  }

  private static String count(LakeQuery query, String schema, String table)
      throws InterruptedException {
    try {
      return query.rows("select count(*) from `%s`.`%s`".formatted(schema, table)).get(0).get(0);
    } catch (io.tidemill.cli.UserException viaSessionCatalog) {
      // Iceberg tables may be reachable through their own catalog only.
      return query
          .rows("select count(*) from glue_catalog.`%s`.`%s`".formatted(schema, table))
          .get(0)
          .get(0);
    }
  }

  private static String readers(LakeFormationClient lakeFormation, String schema, String table) {
    Set<String> readers = new TreeSet<>();
    for (PrincipalResourcePermissions permission :
        lakeFormation
            .listPermissionsPaginator(
                r -> r.resource(x -> x.table(t -> t.databaseName(schema).name(table))))
            .stream()
            .flatMap(page -> page.principalResourcePermissions().stream())
            .toList()) {
      String principal = permission.principal().dataLakePrincipalIdentifier();
      if (permission.permissionsAsStrings().contains("SELECT")) {
        readers.add(principal.substring(principal.lastIndexOf('/') + 1));
      }
    }
    return readers.isEmpty() ? "-" : "select: " + String.join(", ", readers);
  }

  private void lineage() {
    Path file = system.layout().lineage().resolve("events.ndjson");
    Map<String, Integer> types = new TreeMap<>();
    Set<String> edges = new LinkedHashSet<>();
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode event = JSON.readTree(line);
        types.merge(event.path("eventType").asString(), 1, Integer::sum);
        for (JsonNode output : event.path("outputs")) {
          for (JsonNode input : event.path("inputs")) {
            edges.add(input.path("name").asString() + " -> " + output.path("name").asString());
          }
        }
      }
    } catch (IOException e) {
      out.accept("Lineage: %s cannot be read: %s".formatted(file, e.getMessage()));
      return;
    }
    out.accept("");
    out.accept(
        "Lineage: OpenLineage events %s, %d edges, in %s".formatted(types, edges.size(), file));
    edges.stream().limit(4).forEach(edge -> out.accept("  " + edge));
  }
}
