package io.tidemill.orchestration.simulation;

import io.tidemill.orchestration.dag.NodeKind;
import io.tidemill.orchestration.dag.PartitionMapping;
import io.tidemill.orchestration.engine.TestProject;
import io.tidemill.orchestration.trigger.CoalescingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Small projects of every shape: sources with all kinds of coalescing, chains, fans, tests, pools,
 * session specs.
 */
final class RandomProject {

  static final List<String> SOURCES = List.of("orders", "items", "people");

  private RandomProject() {}

  static TestProject of(Random random) {
    TestProject project = new TestProject();
    for (String source : SOURCES) {
      project.source(source, coalescing(source, random));
    }
    List<String> parents = new ArrayList<>(SOURCES);
    int models = 3 + random.nextInt(12);
    for (int i = 0; i < models; i++) {
      String name = "m" + i;
      NodeKind kind =
          switch (random.nextInt(12)) {
            case 0 -> NodeKind.EPHEMERAL;
            case 1 -> NodeKind.SNAPSHOT;
            default -> NodeKind.MODEL;
          };
      project.add(
          kind,
          name,
          random.nextInt(5) == 0 ? "large" : "*",
          random.nextInt(4) == 0 ? "heavy" : null,
          random.nextBoolean() ? PartitionMapping.IDENTITY : PartitionMapping.ALL,
          some(parents, 1 + random.nextInt(3), random));
      parents.add(name);
      if (random.nextInt(3) == 0) {
        project.add(NodeKind.TEST, "t" + i, some(parents.subList(3, parents.size()), 2, random));
      }
    }
    if (random.nextBoolean()) {
      project.add(NodeKind.SEED, "seed");
    }
    if (random.nextBoolean()) {
      project.add(NodeKind.UNIT_TEST, "u", some(parents.subList(3, parents.size()), 1, random));
    }
    return project;
  }

  private static CoalescingPolicy coalescing(String source, Random random) {
    Duration wait = Duration.ofSeconds(10L + random.nextInt(30));
    return switch (random.nextInt(5)) {
      case 0 -> CoalescingPolicy.IMMEDIATE;
      case 1 -> CoalescingPolicy.quiet(Duration.ofSeconds(1L + random.nextInt(5)), wait);
      case 2 -> new CoalescingPolicy(Duration.ofSeconds(1), wait, 3, null, Set.of());
      case 3 -> new CoalescingPolicy(Duration.ofSeconds(1), wait, 1, "_SUCCESS", Set.of());
      default ->
          new CoalescingPolicy(
              Duration.ofSeconds(1),
              wait,
              1,
              null,
              Set.of("source.shop." + SOURCES.get((SOURCES.indexOf(source) + 1) % SOURCES.size())));
    };
  }

  private static String[] some(List<String> names, int count, Random random) {
    return random
        .ints(count, 0, names.size())
        .distinct()
        .mapToObj(names::get)
        .toArray(String[]::new);
  }
}
