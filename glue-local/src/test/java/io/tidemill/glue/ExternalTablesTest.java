package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableVersion;

/** Tables made through the API, as Terraform and crawlers make them, and read by Spark. */
class ExternalTablesTest {
  private static final String TEXT = "org.apache.hadoop.mapred.TextInputFormat";
  private static final String LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
  private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
  private static final String JSON_SERDE = "org.openx.data.jsonserde.JsonSerDe";

  private static GlueClient glue;
  private static TestSession session;

  @BeforeAll
  static void open() {
    glue = TestEndpoint.shared().glue();
    session = TestSession.open(glue);
    glue.createDatabase(c -> c.databaseInput(d -> d.name("Landing").description("raw files")));
  }

  @AfterAll
  static void close() {
    session.close();
    glue.close();
  }

  @Test
  void readsDelimitedTextAsHiveDoes() throws IOException {
    land("orders/part-1.csv", "id|name\n1|\"quoted\"\n2|\\N\n");
    create(
        "orders",
        "s3://land/orders/",
        LAZY,
        Map.of("field.delim", "|"),
        t -> t.parameters(Map.of("skip.header.line.count", "1", "classification", "csv")));
    assertThat(session.query("select id, name from landing.orders order by id"))
        .isEqualTo("[[1,\"\\\"quoted\\\"\"],[2,null]]");
    land("orders/part-2.csv", "id|name\n3|new\n");
    assertThat(session.query("select count(*) from landing.orders")).isEqualTo("[[3]]");
  }

  @Test
  void readsQuotedCsvAndJson() throws IOException {
    land("quoted/a.csv", "1,\"a, b\"\n");
    create("quoted", "s3://land/quoted", OPEN_CSV, Map.of("separatorChar", ","), t -> {});
    assertThat(session.query("select * from landing.quoted")).isEqualTo("[[1,\"a, b\"]]");
    land("events/a.json", "{\"id\": 1, \"name\": \"x\", \"more\": true}\n");
    create("events", "s3://land/events/", JSON_SERDE, Map.of(), t -> {});
    assertThat(session.query("select id, name from landing.events")).isEqualTo("[[1,\"x\"]]");
  }

  @Test
  void findsPartitionsOfLandedFiles() throws IOException {
    land("sales/day=2024-01-01/a.csv", "1,a\n");
    land("sales/day=2024-01-02/a.csv", "2,b\n");
    create(
        "sales",
        "s3://land/sales/",
        LAZY,
        Map.of("field.delim", ","),
        t -> t.partitionKeys(Column.builder().name("day").type("date").build()));
    assertThat(session.query("select count(*) from landing.sales")).isEqualTo("[[0]]");

    session.execute("msck repair table landing.sales");
    assertThat(session.query("select id, day from landing.sales order by id"))
        .isEqualTo("[[1,\"2024-01-01\"],[2,\"2024-01-02\"]]");

    land("elsewhere/a.csv", "3,c\n");
    session.execute(
        "alter table landing.sales add partition (day='2024-01-03') location 's3://land/elsewhere'");
    glue.createPartition(
        p ->
            p.databaseName("landing")
                .tableName("sales")
                .partitionInput(
                    i ->
                        i.values("2024-01-04")
                            .storageDescriptor(s -> s.location("s3://land/empty/"))));
    assertThat(session.query("select id from landing.sales where day > '2024-01-01' order by id"))
        .isEqualTo("[[2],[3]]");
    assertThat(
            glue.getPartitions(
                    g ->
                        g.databaseName("landing")
                            .tableName("sales")
                            .expression(
                                "day between '2024-01-02' and '2024-01-03' or day in ('2024-01-04')"))
                .partitions())
        .extracting(p -> p.values().get(0))
        .containsExactly("2024-01-02", "2024-01-03", "2024-01-04");
    session.execute("alter table landing.sales drop partition (day='2024-01-03')");
    assertThat(session.query("show partitions landing.sales"))
        .isEqualTo("[[\"day=2024-01-01\"],[\"day=2024-01-02\"],[\"day=2024-01-04\"]]");
    assertThat(
            glue.batchDeletePartition(
                    b ->
                        b.databaseName("landing")
                            .tableName("sales")
                            .partitionsToDelete(
                                v -> v.values("2024-01-04"), v -> v.values("1999-01-01")))
                .errors())
        .singleElement()
        .satisfies(
            e -> assertThat(e.errorDetail().errorCode()).isEqualTo("EntityNotFoundException"));

    session.execute("alter table landing.sales set tblproperties ('team' = 'x')");
    Table altered = table("sales");
    assertThat(altered.parameters())
        .containsEntry("team", "x")
        .doesNotContainKey("spark.sql.sources.provider");
    assertThat(altered.storageDescriptor().serdeInfo().serializationLibrary()).isEqualTo(LAZY);
    session.execute("drop table landing.sales");
    assertThat(TestEndpoint.shared().lake().resolve("land/sales/day=2024-01-01/a.csv")).exists();
  }

  @Test
  void swapsTheLocationOfAParquetTableForAllSessions() {
    session.execute(
        "create table landing.swapped using parquet location 's3://land/v1' as select 1 v");
    session.execute(
        "create table landing.staged using parquet location 's3://land/v2' as select 2 v");
    assertThat(session.query("select * from landing.swapped")).isEqualTo("[[1]]");
    Table current = table("swapped");
    TableInput input =
        TableInput.builder()
            .name(current.name())
            .tableType(current.tableType())
            .parameters(current.parameters())
            .partitionKeys(current.partitionKeys())
            .storageDescriptor(
                current.storageDescriptor().toBuilder().location("s3://land/v2").build())
            .build();
    glue.updateTable(
        u -> u.databaseName("landing").tableInput(input).versionId(current.versionId()));
    assertThat(session.query("select * from landing.swapped")).isEqualTo("[[2]]");
    assertThatThrownBy(
            () ->
                glue.updateTable(
                    u ->
                        u.databaseName("landing").tableInput(input).versionId(current.versionId())))
        .isInstanceOf(ConcurrentModificationException.class);
    assertThat(
            glue.getTableVersions(v -> v.databaseName("landing").tableName("swapped"))
                .tableVersions())
        .extracting(TableVersion::versionId)
        .startsWith(table("swapped").versionId(), current.versionId());
    int versions =
        glue.getTableVersions(v -> v.databaseName("landing").tableName("swapped"))
            .tableVersions()
            .size();
    glue.updateTable(u -> u.databaseName("landing").tableInput(input).skipArchive(true));
    assertThat(
            glue.getTableVersions(v -> v.databaseName("landing").tableName("swapped"))
                .tableVersions())
        .hasSize(versions);
  }

  @Test
  void listsTablesInPagesAndByExpression() {
    glue.createDatabase(c -> c.databaseInput(d -> d.name("pages")));
    for (int i = 0; i < 7; i++) {
      int number = i;
      glue.createTable(c -> c.databaseName("pages").tableInput(t -> t.name("T" + number)));
    }
    assertThat(
            glue.getTablesPaginator(g -> g.databaseName("pages").maxResults(3)).stream()
                .flatMap(page -> page.tableList().stream())
                .map(Table::name))
        .containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6");
    assertThat(glue.getTables(g -> g.databaseName("pages").expression("t[12]|t5")).tableList())
        .extracting(Table::name)
        .containsExactly("t1", "t2", "t5");
    assertThat(glue.getTables(g -> g.databaseName("pages")).tableList())
        .allSatisfy(t -> assertThat(t.hasParameters()).isTrue());
    assertThat(
            glue.batchDeleteTable(b -> b.databaseName("pages").tablesToDelete("t0", "none"))
                .errors())
        .singleElement()
        .satisfies(e -> assertThat(e.tableName()).isEqualTo("none"));
    assertThatThrownBy(() -> glue.getTables(g -> g.databaseName("pages").nextToken("nonsense")))
        .isInstanceOf(InvalidInputException.class);
    assertThat(session.query("show databases like 'pages'")).isEqualTo("[[\"pages\"]]");
    glue.deleteDatabase(d -> d.name("pages"));
    assertThat(session.query("show databases like 'pages'")).isEqualTo("[]");
    assertThatThrownBy(() -> glue.getTable(g -> g.databaseName("pages").name("t1")))
        .isInstanceOf(EntityNotFoundException.class)
        .hasMessageContaining("Database pages not found");
  }

  @Test
  void saysWhichFormatsItCannotRead() {
    create("odd", "s3://land/odd", "org.apache.hadoop.hive.serde2.RegexSerDe", Map.of(), t -> {});
    assertThat(session.error("select * from landing.odd").path("message").asText())
        .contains("landing.odd", "RegexSerDe", "cannot read it");
    assertThat(session.query("show tables in landing like 'odd'")).contains("odd");
  }

  private static Table table(String name) {
    return glue.getTable(g -> g.databaseName("landing").name(name)).table();
  }

  private static void create(
      String name,
      String location,
      String serde,
      Map<String, String> serdeParameters,
      Consumer<TableInput.Builder> more) {
    StorageDescriptor descriptor =
        StorageDescriptor.builder()
            .location(location)
            .inputFormat(TEXT)
            .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
            .serdeInfo(s -> s.serializationLibrary(serde).parameters(serdeParameters))
            .columns(
                List.of(
                    Column.builder().name("id").type("bigint").build(),
                    Column.builder().name("name").type("varchar(20)").comment("who").build()))
            .build();
    TableInput.Builder input =
        TableInput.builder().name(name).tableType("EXTERNAL_TABLE").storageDescriptor(descriptor);
    more.accept(input);
    glue.createTable(c -> c.databaseName("landing").tableInput(input.build()));
  }

  private static void land(String key, String content) throws IOException {
    Path file = TestEndpoint.shared().lake().resolve("land").resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
