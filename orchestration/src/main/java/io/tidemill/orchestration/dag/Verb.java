package io.tidemill.orchestration.dag;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** dbt's commands that run nodes, and which kinds of node each of them executes. */
public enum Verb {
  /** Everything, in one order; a failed test keeps what depends on the tested node from running. */
  BUILD(
      EnumSet.of(
          NodeKind.MODEL, NodeKind.SEED, NodeKind.SNAPSHOT, NodeKind.TEST, NodeKind.UNIT_TEST)),
  RUN(EnumSet.of(NodeKind.MODEL)),
  TEST(EnumSet.of(NodeKind.TEST, NodeKind.UNIT_TEST)),
  SEED(EnumSet.of(NodeKind.SEED)),
  SNAPSHOT(EnumSet.of(NodeKind.SNAPSHOT)),
  /** Renders without building. */
  COMPILE(EnumSet.of(NodeKind.MODEL, NodeKind.SNAPSHOT, NodeKind.TEST, NodeKind.UNIT_TEST));

  private final Set<NodeKind> executed;

  Verb(Set<NodeKind> executed) {
    this.executed = executed;
  }

  public static Verb of(String word) {
    for (Verb verb : values()) {
      if (verb.word().equals(word)) {
        return verb;
      }
    }
    throw new IllegalArgumentException(
        "Expected the command to be one of build, run, test, seed, snapshot and compile, but it is "
            + word);
  }

  /** The command as a user types it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean executes(NodeKind kind) {
    return executed.contains(kind);
  }

  /** Whether a test stands between the node it tests and what depends on that node. */
  public boolean gatesOnTests() {
    return this == BUILD;
  }
}
