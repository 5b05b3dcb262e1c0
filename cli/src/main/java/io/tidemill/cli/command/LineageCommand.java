package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.kafka.LineageEvents;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.selection.Selection;
import io.tidemill.dbt.selection.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemill lineage}: what a node comes from and what comes from it. */
@Command(
    name = "lineage",
    description = {
      "Show what a node is made of and what is made of it; with --columns, from which columns each of its columns comes,",
      "as far as its latest lineage event says."
    },
    mixinStandardHelpOptions = true)
public final class LineageCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "NODE", description = "Name, or any selector that names one node.")
  private String name = "";

  @Option(names = "--upstream", description = "Only what it is made of.")
  private boolean upstreamOnly;

  @Option(names = "--downstream", description = "Only what is made of it.")
  private boolean downstreamOnly;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Steps at most. Default: all.",
      defaultValue = "1000")
  private int depth = 1000;

  @Option(names = "--columns", description = "Show columns, from the lineage topic.")
  private boolean columns;

  @Option(names = "--tests", description = "Show tests, too.")
  private boolean tests;

  @Override
  public Integer call() {
    Manifest manifest = DbtProject.load(project.source()).manifest();
    String id = node(manifest);
    if (!downstreamOnly) {
      tree("Upstream of " + id, reached(id, manifest.parentMap()));
    }
    if (!upstreamOnly) {
      tree("Downstream of " + id, reached(id, manifest.childMap()));
    }
    if (columns) {
      columns(manifest, id);
    }
    return ExitCodes.OK;
  }

  private String node(Manifest manifest) {
    if (manifest.parentMap().containsKey(name)) {
      return name;
    }
    Set<String> found = Selector.select(manifest, Selection.of(name));
    found.removeIf(id -> Resources.typeOf(id).contains("test"));
    if (found.isEmpty()) {
      found.addAll(Selector.select(manifest, Selection.of("source:" + name)));
      found.removeIf(id -> !Resources.typeOf(id).equals("source"));
    }
    if (found.size() != 1) {
      throw new UserException(
          "Expected '%s' to name one node, but it names %s. See names with: tidemill ls"
              .formatted(name, found.isEmpty() ? "none" : found));
    }
    return found.iterator().next();
  }

  /** Nodes by the steps to them, nearest first. */
  private Map<String, Integer> reached(String from, Map<String, List<String>> edges) {
    Map<String, Integer> steps = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    Map<String, Integer> seen = new LinkedHashMap<>(Map.of(from, 0));
    while (!open.isEmpty()) {
      String at = open.poll();
      int step = seen.getOrDefault(at, 0) + 1;
      if (step > depth) {
        continue;
      }
      for (String next : edges.getOrDefault(at, List.of())) {
        boolean shown = tests || !Resources.typeOf(next).contains("test");
        if (shown && seen.putIfAbsent(next, step) == null) {
          steps.put(next, step);
          open.add(next);
        }
      }
    }
    return steps;
  }

  private static void tree(String title, Map<String, Integer> reached) {
    System.out.println(title + (reached.isEmpty() ? ": nothing" : ""));
    reached.forEach((id, step) -> System.out.println("  ".repeat(step) + id));
  }

  private void columns(Manifest manifest, String id) {
    String relation =
        manifest
            .node(id)
            .map(node -> node.schema() + "." + node.alias())
            .orElseThrow(
                () ->
                    new UserException(
                        "Expected a model, seed or snapshot to show columns of, but it is " + id));
    Map<String, List<String>> origins =
        new TreeMap<>(new LineageEvents(kafka.settings()).columns(relation));
    if (origins.isEmpty()) {
      System.out.printf(
          "Columns of %s: not known; no lineage event with columns of it is on the topic. Build it first%n",
          relation);
      return;
    }
    System.out.println("Columns of " + relation);
    origins.forEach(
        (column, from) -> System.out.printf("  %s <- %s%n", column, String.join(", ", from)));
  }
}
