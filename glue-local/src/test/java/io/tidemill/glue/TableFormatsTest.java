package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/** Every table format, written by one session and read by another that was open before. */
class TableFormatsTest {
  private static GlueClient glue;
  private static TestSession writer;
  private static TestSession reader;

  @BeforeAll
  static void open() {
    glue = TestEndpoint.shared().glue();
    writer = TestSession.open(glue);
    reader = TestSession.open(glue);
    writer.execute("create database formats location 's3://lake/formats'");
  }

  @AfterAll
  static void close() {
    writer.close();
    reader.close();
    glue.close();
  }

  @Test
  void parquetTablesAreManagedAndOverwriteTheirPartitions() {
    JsonNode created =
        writer.execute(
            "create table formats.pq using parquet partitioned by (d) as"
                + " select id, concat('n', id) name, id % 2 d from range(4)");
    assertThat(created.path("affected").asInt()).isEqualTo(4);
    assertThat(reader.query("select count(*), sum(id) from formats.pq")).isEqualTo("[[4,6]]");

    var overwrite =
        TestSession.request(
            TestSession.step(
                "o", "insert overwrite formats.pq partition (d) values (10L, 'x', 1L)", "none"));
    overwrite.putObject("conf").put("spark.sql.sources.partitionOverwriteMode", "dynamic");
    assertThat(writer.run(overwrite).path("ok").asBoolean()).isTrue();
    assertThat(reader.query("select id from formats.pq order by id")).isEqualTo("[[0],[2],[10]]");

    Table table = glue.getTable(t -> t.databaseName("formats").name("pq")).table();
    assertThat(table.tableType()).isEqualTo("MANAGED_TABLE");
    assertThat(table.parameters()).containsEntry("spark.sql.sources.provider", "parquet");
    assertThat(table.storageDescriptor().location()).isEqualTo("s3://lake/formats/pq");
    assertThat(table.storageDescriptor().serdeInfo().serializationLibrary()).contains("Parquet");
    assertThat(table.storageDescriptor().columns())
        .extracting(Column::name)
        .containsExactly("id", "name");
    assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("d");
    assertThat(glue.getPartitions(p -> p.databaseName("formats").tableName("pq")).partitions())
        .hasSize(2);
    assertThat(TestEndpoint.shared().lake().resolve("lake/formats/pq/d=0")).isDirectory();

    writer.execute("drop table formats.pq");
    assertThat(reader.error("select * from formats.pq").path("condition").asText())
        .isEqualTo("TABLE_OR_VIEW_NOT_FOUND");
    assertThat(TestEndpoint.shared().lake().resolve("lake/formats/pq")).doesNotExist();
  }

  @Test
  void icebergTablesLiveInTheGlueCatalogUnderBothNames() {
    writer.execute(
        "create table glue_catalog.formats.ice using iceberg partitioned by (d) as"
            + " select id, 'a' v, id % 2 d from range(4)");
    assertThat(reader.query("select count(*) from formats.ice")).isEqualTo("[[4]]");

    JsonNode merged =
        writer.execute(
            "merge into glue_catalog.formats.ice t using (select 1L id, 'b' v, 1L d union all select"
                + " 9L, 'c', 1L) s on t.id = s.id when matched then update set * when not matched"
                + " then insert *");
    assertThat(merged.path("affected").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(reader.query("select id, v from glue_catalog.formats.ice where d = 1 order by id"))
        .isEqualTo("[[1,\"b\"],[3,\"a\"],[9,\"c\"]]");

    writer.execute(
        "create or replace table glue_catalog.formats.ice using iceberg as select 5L id, 'z' v");
    assertThat(reader.query("select * from formats.ice")).isEqualTo("[[5,\"z\"]]");
    writer.execute("alter table glue_catalog.formats.ice alter column v comment 'letter'");

    Table table = glue.getTable(t -> t.databaseName("formats").name("ice")).table();
    assertThat(table.parameters())
        .containsEntry("table_type", "ICEBERG")
        .containsKey("metadata_location");
    // Iceberg also lists the columns of earlier schemas, and marks them so.
    assertThat(table.storageDescriptor().columns())
        .filteredOn(c -> c.parameters().get("iceberg.field.current").equals("true"))
        .extracting(Column::name)
        .containsExactly("id", "v");
    assertThat(table.storageDescriptor().columns().get(1).comment()).isEqualTo("letter");
    assertThat(reader.query("select count(*) > 2 from glue_catalog.formats.ice.snapshots"))
        .isEqualTo("[[true]]");

    writer.execute("create table formats.ice2 using iceberg as select 1 a");
    assertThat(reader.query("select * from glue_catalog.formats.ice2")).isEqualTo("[[1]]");
    writer.execute("drop table formats.ice2");
    assertThat(reader.query("show tables in formats like 'ice*'"))
        .isEqualTo("[[\"formats\",\"ice\",false]]");
  }

  @Test
  void deltaTablesMergeAndAreReplaced() {
    writer.execute("create table formats.dl using delta as select id, 'a' v from range(3)");
    JsonNode merged =
        writer.execute(
            "merge into formats.dl t using (select 1L id, 'b' v union all select 7L, 'c') s on t.id ="
                + " s.id when matched then update set * when not matched then insert *");
    assertThat(merged.path("affected").asInt()).isEqualTo(2);
    assertThat(reader.query("select id, v from formats.dl order by id"))
        .isEqualTo("[[0,\"a\"],[1,\"b\"],[2,\"a\"],[7,\"c\"]]");
    writer.execute("create or replace table formats.dl using delta as select 1 x");
    assertThat(reader.query("select * from formats.dl")).isEqualTo("[[1]]");
    assertThat(glue.getTable(t -> t.databaseName("formats").name("dl")).table().parameters())
        .containsEntry("spark.sql.sources.provider", "delta");
  }

  @Test
  void hudiTablesMergeByTheirKey() {
    writer.execute(
        "create table formats.hd using hudi tblproperties (primaryKey = 'id', preCombineField = 'ts')"
            + " as select 1 id, 'a' v, 1L ts");
    writer.execute(
        "merge into formats.hd t using (select 1 id, 'b' v, 2L ts union all select 2, 'c', 2L) s on"
            + " t.id = s.id when matched then update set * when not matched then insert *");
    assertThat(reader.query("select id, v from formats.hd order by id"))
        .isEqualTo("[[1,\"b\"],[2,\"c\"]]");
  }

  @Test
  void viewsAreSharedAndReplaced() {
    writer.execute("create view formats.vw (a comment 'first') comment 'a view' as select 1 a");
    assertThat(reader.query("select * from formats.vw")).isEqualTo("[[1]]");
    writer.execute("create or replace view formats.vw as select 2 b, 'x' c");
    assertThat(reader.query("select b, c from formats.vw")).isEqualTo("[[2,\"x\"]]");
    Table view = glue.getTable(t -> t.databaseName("formats").name("vw")).table();
    assertThat(view.tableType()).isEqualTo("VIRTUAL_VIEW");
    assertThat(view.viewOriginalText()).isEqualTo("select 2 b, 'x' c");
    writer.execute("drop view formats.vw");
    assertThat(reader.query("show views in formats")).isEqualTo("[]");
  }

  @Test
  void commentsPropertiesAndColumnsReachTheCatalog() {
    writer.execute("create table formats.doc (id int, name string) using parquet comment 'docs'");
    writer.execute("alter table formats.doc alter column name comment 'who'");
    writer.execute("alter table formats.doc set tblproperties ('owner.team' = 'sales')");
    writer.execute("alter table formats.doc add columns (age int)");
    writer.execute("comment on table formats.doc is 'better docs'");
    Table table = glue.getTable(t -> t.databaseName("formats").name("doc")).table();
    assertThat(table.description()).isEqualTo("better docs");
    assertThat(table.parameters()).containsAllEntriesOf(Map.of("owner.team", "sales"));
    assertThat(table.storageDescriptor().columns())
        .extracting(Column::name, Column::type, Column::comment)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("id", "int", null),
            org.assertj.core.groups.Tuple.tuple("name", "string", "who"),
            org.assertj.core.groups.Tuple.tuple("age", "int", null));
  }

  @Test
  void sessionsShareTablesButNotTemporaryViewsOrSettings() {
    writer.execute("create temporary view mine as select 1");
    writer.execute("set spark.sql.shuffle.partitions = 3");
    assertThat(reader.error("select * from mine").path("condition").asText())
        .isEqualTo("TABLE_OR_VIEW_NOT_FOUND");
    assertThat(reader.query("set spark.sql.shuffle.partitions")).contains("\"2\"");
  }
}
