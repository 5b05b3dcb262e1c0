package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.BuiltColumn;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ErrorClass;
import io.tidemill.event.ModelReady;
import io.tidemill.executor.materialization.DbtMaterializer;
import io.tidemill.executor.project.BundleProjects;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dbt project through the executor on real parts: rendered, built, told of, within its budget of
 * statements.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProjectOnSparkIT {
  private static final int BUDGET = 2;

  @TempDir static Path dir;
  private static TestKafka kafka;
  private static GlueLocalProcess glue;
  private static TestFleet fleet;
  private static TestExecutor executor;
  private static int runs;

  @BeforeAll
  static void start() throws IOException {
    glue = GlueLocalProcess.start();
    kafka = TestKafka.start();
    fleet = new TestFleet(kafka.clients(), "shop");
    Path project = writeProject(dir.resolve("project"));
    Path store = Files.createDirectories(dir.resolve("bundles"));
    fleet.useProject(
        ProjectBundle.create(new ProjectSource(project, project, null, Map.of(), Map.of()), store)
            .value());
    executor =
        new TestExecutor(
            kafka,
            TestExecutor.Options.of("shop", "one", dir.resolve("artifacts")).withAws(glue.uri()),
            new BundleProjects(store, dir.resolve("cache")),
            DbtMaterializer::new);
    fleet.awaitHeartbeat("one", heartbeat -> true);
  }

  @AfterAll
  static void stop() {
    executor.close();
    fleet.close();
    kafka.close();
    glue.close();
  }

  @Test
  @Order(1)
  void seedsARelationFromItsFile() {
    AttemptCompleted seed = build("seed.shop.orders");

    assertThat(seed.getRelation().getIdentifier()).isEqualTo("orders");
    assertThat(seed.getRelation().getColumns())
        .extracting(BuiltColumn::getName)
        .containsExactly("id", "day", "amount");
  }

  @Test
  @Order(2)
  void buildsAViewOnIt() {
    AttemptCompleted view = build("model.shop.stg_orders");

    assertThat(view.getRelation().getType()).isEqualTo("view");
    assertThat(view.getRelation().getLocation()).isNull();
  }

  @Test
  @Order(3)
  void buildsAndRebuildsATableOfFiles() {
    AttemptCompleted first = build("model.shop.daily");
    AttemptCompleted second = build("model.shop.daily");

    assertThat(first.getRelation().getFormat()).isEqualTo("parquet");
    assertThat(second.getRelation().getColumns())
        .extracting(BuiltColumn::getName)
        .containsExactly("day", "total");
  }

  @Test
  @Order(4)
  void mergesIntoAnIcebergTable() {
    AttemptCompleted first = build("model.shop.latest");
    AttemptCompleted second = build("model.shop.latest");

    assertThat(first.getRelation().getFormat()).isEqualTo("iceberg");
    assertThat(second.getStatus()).isEqualTo(CompletionStatus.SUCCESS);
    assertThat(build("test.shop.three_latest").getStatus()).isEqualTo(CompletionStatus.PASS);
  }

  @Test
  @Order(5)
  void runsTestsThatPassAndThatFail() {
    AttemptCompleted failing = completed("test.shop.no_big_orders");

    assertThat(failing.getStatus()).isEqualTo(CompletionStatus.FAIL);
    assertThat(failing.getFailures()).isEqualTo(1);
    assertThat(failing.getErrorClass()).isNull();
  }

  @Test
  @Order(6)
  void queriesAtCompileTimeOnTheSameSession() {
    AttemptCompleted pivot = completed("model.shop.pivot");

    assertThat(pivot.getStatus()).as(pivot.getMessage()).isEqualTo(CompletionStatus.SUCCESS);
    assertThat(pivot.getRelation().getColumns())
        .extracting(BuiltColumn::getName)
        .contains("d_2026_11_01", "d_2026_11_02");
    assertThat(pivot.getStatements()).isLessThanOrEqualTo(BUDGET + 1);
  }

  @Test
  @Order(7)
  void aUsersErrorNamesTheModelsLine() {
    AttemptCompleted broken = completed("model.shop.broken");

    assertThat(broken.getStatus()).isEqualTo(CompletionStatus.ERROR);
    assertThat(broken.getErrorClass()).isEqualTo(ErrorClass.USER);
    assertThat(broken.getMessage())
        .contains("models/broken.sql line 3")
        .contains("no_such_column")
        .doesNotContain("SubqueryAlias");
  }

  @Test
  @Order(8)
  void keepsTheSqlWhereDbtWould() throws IOException {
    AttemptCompleted view = build("model.shop.stg_orders");

    Path compiled = Path.of(URI.create(view.getCompiledUri()));
    assertThat(compiled).endsWithRaw(Path.of("compiled/shop/models/stg_orders.sql"));
    assertThat(Files.readString(compiled)).contains("from shop.orders");
    Path run = Path.of(compiled.toString().replace("/compiled/", "/run/"));
    assertThat(Files.readString(run))
        .containsIgnoringCase("view shop.stg_orders as select id, day, amount");
  }

  private static AttemptCompleted build(String node) {
    ModelReady ready = give(node);
    AttemptCompleted completed = fleet.completed(ready.getRunId(), node);
    assertThat(completed.getMessage()).as(node).doesNotContain("Error");
    assertThat(completed.getStatements()).as("statements of " + node).isLessThanOrEqualTo(BUDGET);
    System.out.printf(
        "%-28s %d statements, %d calls to AWS, %d ms to RunStatement%n",
        node,
        completed.getStatements(),
        completed.getAwsCalls(),
        Duration.between(ready.getReadyAt(), completed.getFirstStatementAt()).toMillis());
    return completed;
  }

  private static AttemptCompleted completed(String node) {
    return fleet.completed(give(node).getRunId(), node);
  }

  private static ModelReady give(String node) {
    ModelReady ready = fleet.ready("one", "run-" + runs++, node, 1).build();
    fleet.send(ready);
    return ready;
  }

  private static Path writeProject(Path project) throws IOException {
    write(
        project,
        "dbt_project.yml",
        "name: shop\nversion: '1.0'\nprofile: shop\nconfig-version: 2\n");
    write(
        project,
        "profiles.yml",
        """
        shop:
          target: local
          outputs:
            local:
              type: glue
              role_arn: arn:aws:iam::000000000000:role/session
              region: us-east-1
              glue_version: "5.1"
              worker_type: G.1X
              workers: 2
              location: s3://shop-lake/warehouse
              schema: shop
              datalake_formats: iceberg
        """);
    write(
        project,
        "seeds/orders.csv",
        "id,day,amount\n1,2026-11-01,10\n2,2026-11-01,20\n3,2026-11-02,1000\n");
    write(project, "models/stg_orders.sql", "select id, day, amount from {{ ref('orders') }}\n");
    write(
        project,
        "models/daily.sql",
        "{{ config(materialized='table') }}\nselect day, sum(amount) as total from {{ ref('stg_orders') }} group by day\n");
    write(
        project,
        "models/latest.sql",
        """
        {{ config(materialized='incremental', incremental_strategy='merge', unique_key='id', file_format='iceberg') }}
        select id, day, amount from {{ ref('stg_orders') }}
        {% if is_incremental() %}where id >= (select max(id) from {{ this }}){% endif %}
        """);
    write(
        project,
        "models/pivot.sql",
        """
        {{ config(materialized='table') }}
        {% set days = run_query('select distinct cast(day as string) as day from ' ~ ref('stg_orders') ~ ' order by 1') %}
        select 1 as one
        {% if execute %}{% for row in days %}, '{{ row[0] }}' as d_{{ row[0] | replace('-', '_') }}{% endfor %}{% endif %}
        """);
    write(
        project,
        "models/broken.sql",
        "{{ config(materialized='table') }}\nselect id,\n  no_such_column\nfrom {{ ref('stg_orders') }}\n");
    write(
        project,
        "tests/three_latest.sql",
        "select count(*) from {{ ref('latest') }} having count(*) <> 3\n");
    write(
        project,
        "tests/no_big_orders.sql",
        "select * from {{ ref('stg_orders') }} where amount > 100\n");
    return project;
  }

  private static void write(Path project, String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
