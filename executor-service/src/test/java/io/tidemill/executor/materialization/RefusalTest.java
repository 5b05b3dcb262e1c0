package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be meant is the user's error, said in dbt's words, before anything has run. */
class RefusalTest {

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(model("table").format("avocado"), "Invalid file format provided: avocado"),
        refusal(
            model("incremental").config("incremental_strategy", "upsert"),
            "Invalid incremental strategy provided: upsert"),
        refusal(
            model("incremental").config("incremental_strategy", "merge"),
            "You can only choose this strategy when file_format is set to 'delta' or 'iceberg' or 'hudi'"),
        refusal(
            model("incremental").format("orc").config("incremental_strategy", "delete+insert"),
            "Invalid incremental strategy provided: delete+insert"),
        refusal(
            model("incremental").format("iceberg").config("incremental_strategy", "delete+insert"),
            "Expected unique_key in the config of model.shop.orders"),
        refusal(
            model("incremental").format("iceberg").config("incremental_strategy", "microbatch"),
            "requires a `partition_by` config"),
        refusal(
            model("incremental").format("hudi"),
            "unique_key model configuration is required for HUDI incremental materializations."),
        refusal(
            model("incremental")
                .format("iceberg")
                .config("merge_update_columns", List.of("a"))
                .config("merge_exclude_columns", List.of("b")),
            "Model cannot specify merge_update_columns and merge_exclude_columns."),
        refusal(
            model("materialized_view"),
            "Cannot build model.shop.orders: Glue has materialized views only"),
        refusal(model("quantum"), "No materialization 'quantum' was found for adapter glue"),
        refusal(
            model("table").config("persist_docs", "yes"),
            "Invalid value provided for 'persist_docs'. Expected dict but got value: yes"),
        refusal(
            model("table").location(null),
            "Expected `location` in the profile's target or `custom_location`"),
        refusal(
            model("incremental")
                .format("iceberg")
                .config("unique_key", "id")
                .config("iceberg_expire_snapshots", "maybe")
                .config("incremental_strategy", "merge"),
            "Expected iceberg_expire_snapshots to be true or false, but it is 'maybe'"),
        refusal(
            snapshot(
                Map.of(
                    "strategy",
                    "timestamp",
                    "updated_at",
                    "ts",
                    "unique_key",
                    "id",
                    "file_format",
                    "parquet")),
            "Snapshot functionality requires file_format be set to"),
        refusal(
            snapshot(Map.of("strategy", "timestamp", "unique_key", "id", "file_format", "iceberg")),
            "you must configure 'updated_at'"),
        refusal(
            snapshot(Map.of("strategy", "check", "unique_key", "id", "file_format", "iceberg")),
            "must specify a check_cols configuration"),
        refusal(
            snapshot(Map.of("strategy", "check", "check_cols", "all", "file_format", "iceberg")),
            "has no unique_key"),
        refusal(
            snapshot(
                Map.of(
                    "strategy",
                    "check",
                    "check_cols",
                    "all",
                    "unique_key",
                    "id",
                    "file_format",
                    "iceberg",
                    "hard_deletes",
                    "never")),
            "Invalid setting for property hard_deletes: 'never'"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWithoutRunningAnything(TestNode node, String message) {
    Transcript transcript = new Transcript();
    if (message.contains("iceberg_expire")) {
      transcript.catalog.with(
          FakeCatalog.table("silver.orders", "iceberg", "s3://lake/x", "id int"));
    }
    assertThatThrownBy(() -> transcript.build(node))
        .isInstanceOfSatisfying(
            ExecutorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining(message);
    assertThat(transcript.statements()).isZero();
  }

  private static Arguments refusal(TestNode node, String message) {
    return Arguments.of(node, message);
  }

  private static TestNode model(String materialized) {
    return TestNode.model(materialized, "orders");
  }

  private static TestNode snapshot(Map<String, Object> config) {
    TestNode node = TestNode.of("snapshot", "orders");
    config.forEach(node::config);
    return node;
  }
}
