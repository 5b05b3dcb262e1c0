package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.executor.materialization.Conformance.Cell;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of the matrix of {@code conformance/glue}, on real Spark: rows against those worked out
 * without it, at most two statements, a failed query and a lost completion change nothing, and a
 * reader that asks all the time sees the old rows or the new ones.
 */
class MaterializationsOnSparkIT {
  private static LocalGlue glue;
  private static GlueLocalBench bench;

  @BeforeAll
  static void start(@TempDir Path home) {
    glue = LocalGlue.start(home);
    bench = new GlueLocalBench(glue.uri());
    bench.execute("create database if not exists silver location 's3://lake/wh/silver'");
  }

  @AfterAll
  static void stop() {
    bench.close();
    glue.close();
  }

  static Stream<Combination> combinations() {
    return Stream.of(
        new Combination("table", "parquet", "", true),
        new Combination("table", "iceberg", "", false),
        new Combination("incremental", "parquet", "append", false),
        new Combination("incremental", "parquet", "insert_overwrite", true),
        new Combination("incremental", "iceberg", "append", true),
        new Combination("incremental", "iceberg", "insert_overwrite", true),
        new Combination("incremental", "iceberg", "merge", false));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void leavesTheRowsOfDbtsRulesInEverySituation(Combination combination) {
    Map<String, Cell> cells = new TableCase(bench, combination).run();

    assertThat(cells)
        .containsKeys("first", "second", "retried", "failure", "readers")
        .allSatisfy((situation, cell) -> assertThat(cell.problem()).as(situation).isNull());
  }

  static Stream<Map.Entry<String, String>> snapshots() {
    return Stream.of(Map.entry("timestamp", "invalidate"), Map.entry("check", "new_record"));
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void keepsTheHistoryOfEveryRow(Map.Entry<String, String> snapshot) {
    assertThat(new SnapshotCase(bench, "iceberg", snapshot.getKey(), snapshot.getValue()).run())
        .allSatisfy((situation, cell) -> assertThat(cell.problem()).as(situation).isNull());
  }
}
