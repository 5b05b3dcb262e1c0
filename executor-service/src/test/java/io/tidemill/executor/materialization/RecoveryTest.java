package io.tidemill.executor.materialization;

import static io.tidemill.executor.materialization.FakeCatalog.partition;
import static io.tidemill.executor.materialization.FakeCatalog.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.executor.catalog.CatalogTable;
import io.tidemill.executor.catalog.TableName;
import io.tidemill.executor.error.ExecutorException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An attempt that follows a lost one leaves the effect of the task there exactly once. */
class RecoveryTest {
  private static final String OLD = "s3://lake/wh/silver/orders/0000000000000000";
  private static final String NEW =
      "s3://lake/wh/silver/orders/" + TaskDigest.of("run-1/model.shop.orders");
  private static final TableName NAME = new TableName("silver", "orders");

  private final Transcript transcript = new Transcript();

  @Test
  void publishesWhatALostAttemptHadBuiltWithoutRunningTheQueryAgain() {
    CatalogTable staged =
        table(staging(), "parquet", NEW, "id bigint", "|", "dt string")
            .withParameters(
                Map.of(
                    "tidemill.staged",
                    "run-1/model.shop.orders",
                    "tidemill.task",
                    "run-1/model.shop.orders"));
    transcript.catalog.with(staged, partition(NEW + "/dt=b", "b"));
    transcript.catalog.with(table("silver.orders", "parquet", OLD, "id bigint"));

    transcript.build(orders().attempt(2));

    assertThat(transcript.statements()).isZero();
    assertThat(transcript.catalog.table(NAME).orElseThrow().location()).contains(NEW);
    assertThat(transcript.catalog.partitions(NAME)).hasSize(1);
    assertThat(transcript.catalog.table(new TableName("silver", staging().substring(7)))).isEmpty();
  }

  @Test
  void doesNotTouchWhatThisTaskHasAlreadyPublished() {
    transcript.catalog.with(
        table("silver.orders", "parquet", NEW, "id bigint")
            .withParameters(Map.of("tidemill.task", "run-1/model.shop.orders")));

    transcript.build(orders().attempt(2).postHook("analyze it"));

    assertThat(transcript.text()).isEqualTo("[post-hooks]\n  post_hook_1: analyze it");
  }

  @Test
  void doesNotAppendTwice() {
    transcript.catalog.with(
        table("silver.orders", "parquet", OLD, "id bigint")
            .withParameters(Map.of("tidemill.task", "run-1/model.shop.orders")));

    transcript.build(
        TestNode.model("incremental", "orders")
            .config("incremental_strategy", "append")
            .attempt(2));

    assertThat(transcript.statements()).isZero();
  }

  @Test
  void seesInDeltasHistoryThatItHasAppended() {
    transcript.catalog.with(table("silver.orders", "delta", OLD, "id bigint"));
    transcript.describes("query_columns", "id bigint").describes("table_columns", "id bigint");
    transcript.schema("history", "version", "userMetadata");
    transcript.answer(
        "history", java.util.List.of(java.util.List.of("7", "run-1/model.shop.orders/1")));

    transcript.build(
        TestNode.model("incremental", "orders")
            .format("delta")
            .config("incremental_strategy", "append")
            .attempt(2));

    assertThat(transcript.text()).doesNotContain("insert into");
  }

  @Test
  void seesInHudisCommitThatItHasWritten() {
    transcript.catalog.with(table("silver.orders", "hudi", OLD, "id bigint"));
    transcript.describes("query_columns", "id bigint").describes("table_columns", "id bigint");
    transcript.schema("history", "metadata_key", "metadata_value");
    transcript.answer(
        "history", java.util.List.of(java.util.List.of("k", "run-1/model.shop.orders/1")));

    transcript.build(
        TestNode.model("incremental", "orders")
            .format("hudi")
            .config("unique_key", "id")
            .config("incremental_strategy", "append")
            .attempt(2));

    assertThat(transcript.text()).doesNotContain("insert into");
  }

  @Test
  void asksAnIcebergTableBeforeItReplacesItASecondTime() {
    transcript.catalog.with(table("silver.orders", "iceberg", OLD, "id bigint"));

    transcript.build(orders().format("iceberg").attempt(2));

    assertThat(transcript.text()).contains("main when committed EMPTY: create or replace table");
  }

  @Test
  void copiesWhatIsThereBesideTheNewRowsOnceMoreAfterALoss() {
    transcript.catalog.with(
        table(staging(), "parquet", NEW, "id bigint")
            .withParameters(Map.of("tidemill.staged", "run-1/model.shop.orders")));
    transcript.catalog.with(table("silver.orders", "parquet", OLD, "id bigint"));

    transcript.build(
        TestNode.model("incremental", "orders")
            .config("incremental_strategy", "append")
            .attempt(2));

    assertThat(transcript.statements()).isZero();
    assertThat(transcript.text()).contains("CopyObject " + OLD);
    assertThat(transcript.catalog.table(NAME).orElseThrow().location()).contains(NEW);
    assertThat(transcript.catalog.table(NAME).orElseThrow().parameter("tidemill.task"))
        .contains("run-1/model.shop.orders");
  }

  @Test
  void endsAMoveOfPartitionsThatWasBrokenOff() {
    CatalogTable staged =
        table(staging(), "parquet", NEW, "id bigint", "|", "dt string")
            .withParameters(Map.of("tidemill.staged", "run-1/model.shop.orders"));
    transcript.catalog.with(staged, partition(NEW + "/dt=b", "b"), partition(NEW + "/dt=c", "c"));
    CatalogTable byFolder = table("silver.orders", "parquet", NEW, "id bigint", "|", "dt string");
    transcript.catalog.with(
        withoutProvider(byFolder), partition(OLD + "/dt=a", "a"), partition(OLD + "/dt=b", "b"));

    transcript.build(
        TestNode.model("incremental", "orders").config("partition_by", "dt").attempt(2));

    assertThat(transcript.statements()).isZero();
    assertThat(transcript.catalog.partitions(NAME))
        .extracting(partition -> partition.storage().location())
        .containsExactlyInAnyOrder(NEW + "/dt=a", NEW + "/dt=b", NEW + "/dt=c");
  }

  private static CatalogTable withoutProvider(CatalogTable table) {
    return new CatalogTable(
        table.name(),
        table.type(),
        table.description(),
        table.owner(),
        table.storage(),
        table.partitionKeys(),
        Map.of("spark.sql.sources.provider", "parquet"),
        null,
        null,
        "1");
  }

  @Test
  void runsAgainWithoutHooksAfterLosingAgainstAnotherCommit() {
    transcript.catalog.with(table("silver.orders", "iceberg", OLD, "id bigint"));

    transcript
        .conflicts(2)
        .build(
            TestNode.model("incremental", "orders")
                .format("iceberg")
                .config("incremental_strategy", "insert_overwrite")
                .preHook("insert into log values (1)"));

    assertThat(transcript.statements()).isEqualTo(3);
    assertThat(transcript.log).filteredOn(line -> line.contains("into log")).hasSize(1);
  }

  @Test
  void givesUpAfterThreeConflictsAndEndsItsTag() {
    transcript.catalog.with(table("silver.orders", "iceberg", OLD, "id bigint"));
    transcript.conflicts(9);
    try {
      transcript.build(TestNode.model("incremental", "orders").format("iceberg"));
    } catch (ExecutorException e) {
      assertThat(e).hasMessage("someone was quicker");
    }
    assertThat(transcript.statements()).isEqualTo(4);
    assertThat(transcript.log.get(transcript.log.size() - 1)).contains("'remove'");
  }

  @Test
  void replacesTheEntryThoughSomeoneChangedItMeanwhile() {
    transcript.catalog.with(table("silver.orders", "parquet", OLD, "id bigint"));
    transcript.catalog.conflict(2);

    transcript.build(orders());

    assertThat(transcript.catalog.table(NAME).orElseThrow().location()).contains(NEW);
  }

  private static TestNode orders() {
    return TestNode.model("table", "orders");
  }

  private static String staging() {
    return "silver.orders__tidemill_" + TaskDigest.of("silver.orders").substring(0, 8);
  }
}
