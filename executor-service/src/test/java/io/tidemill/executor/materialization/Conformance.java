package io.tidemill.executor.materialization;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the matrix on a glue-local and prints it. */
final class Conformance {
  private int passed;
  private int failed;

  private Conformance() {}

  public static void main(String[] arguments) {
    Conformance conformance = new Conformance();
    List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
    try (GlueLocalBench bench = new GlueLocalBench(URI.create(arguments[0]))) {
      bench.execute("create database if not exists silver location 's3://lake/wh/silver'");
      conformance.run(bench, words);
    }
    System.out.printf("%n%d passed, %d failed%n", conformance.passed, conformance.failed);
    System.exit(conformance.failed == 0 ? 0 : 1);
  }

  private void run(GlueLocalBench bench, List<String> words) {
    System.out.printf("%-42s", "");
    TableCase.SITUATIONS.forEach(situation -> System.out.printf(" %-14s", situation));
    System.out.println(" (statements)");
    for (Combination combination : Combination.all()) {
      if (chosen(combination.name(), words)) {
        line(combination.name(), TableCase.SITUATIONS, new TableCase(bench, combination).run());
      }
    }
    Map<String, SnapshotCase> snapshots = new LinkedHashMap<>();
    for (String format : List.of("iceberg", "delta")) {
      for (String strategy : List.of("timestamp", "check")) {
        for (String deletes : List.of("ignore", "invalidate", "new_record")) {
          String name = "snapshot " + format + " " + strategy + " " + deletes;
          if (chosen(name, words)) {
            snapshots.put(name, new SnapshotCase(bench, format, strategy, deletes));
          }
        }
      }
    }
    if (!snapshots.isEmpty()) {
      System.out.printf("%n%-42s", "");
      SnapshotCase.SITUATIONS.forEach(situation -> System.out.printf(" %-14s", situation));
      System.out.println();
      snapshots.forEach((name, snapshot) -> line(name, SnapshotCase.SITUATIONS, snapshot.run()));
    }
    if (words.contains("python")) {
      new OtherCases(bench)
          .runPython()
          .forEach((name, cell) -> line(name, List.of("result"), Map.of("result", cell)));
    }
    if (chosen("others", words)) {
      Map<String, Cell> others = new OtherCases(bench).run();
      System.out.println();
      others.forEach((name, cell) -> line(name, List.of("result"), Map.of("result", cell)));
    }
  }

  private void line(String name, List<String> situations, Map<String, Cell> cells) {
    System.out.printf("%-42s", name);
    StringBuilder problems = new StringBuilder();
    for (String situation : situations) {
      Cell cell = cells.get(situation);
      if (cell == null) {
        System.out.printf(" %-14s", "-");
        continue;
      }
      System.out.printf(" %-14s", cell.text());
      if (cell.passed()) {
        passed++;
      } else {
        failed++;
        problems.append("    ").append(situation).append(": ").append(firstLine(cell)).append('\n');
      }
    }
    System.out.println();
    System.out.print(problems);
  }

  private static String firstLine(Cell cell) {
    return cell.problem().lines().findFirst().orElse("");
  }

  private static boolean chosen(String name, List<String> words) {
    return words.isEmpty() || words.stream().anyMatch(name::contains);
  }

  /**
   * One cell of the matrix.
   *
   * @param problem what is wrong; null when nothing is
   * @param statements Glue statements it took
   * @param elapsed time it took
   */
  record Cell(String problem, int statements, Duration elapsed) {

    static Cell of(Instant started, int statements, String problem) {
      String tooMany = statements > 2 ? "took " + statements + " statements" : null;
      return new Cell(
          problem == null ? tooMany : problem,
          statements,
          Duration.between(started, Instant.now()));
    }

    boolean passed() {
      return problem == null;
    }

    String text() {
      return (passed() ? "ok" : "FAIL") + " (" + statements + ")";
    }
  }
}
