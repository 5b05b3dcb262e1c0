package io.tidemill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LsCommandTest {
  @TempDir private Path project;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(project.resolve("models/staging"));
    Files.writeString(project.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(
        project.resolve("profiles.yml"),
        "shop: {target: dev, outputs: {dev: {type: glue, role_arn: r, region: us-east-1, workers: 2, worker_type: G.1X, schema: shop, location: 's3://x/'}}}\n");
    Files.writeString(
        project.resolve("models/staging/orders.sql"),
        "{{ config(tags=['daily']) }} select 1 as id");
    Files.writeString(
        project.resolve("models/staging/sums.sql"), "select * from {{ ref('orders') }}");
    Files.writeString(
        project.resolve("models/shop.yml"),
        """
        version: 2
        sources:
          - name: raw
            tables: [{name: events}]
        models:
          - name: orders
            columns: [{name: id, tests: [not_null]}]
        """);
  }

  private CommandRun ls(String... more) {
    List<String> arguments = new ArrayList<>(List.of("ls", "--project-dir", project.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void listsSelectorsInTheOrderOfUniqueIds() {
    assertThat(ls().output().lines())
        .containsExactly(
            "shop.staging.orders",
            "shop.staging.sums",
            "source:shop.raw.events",
            "shop.not_null_orders_id");
  }

  @Test
  void listsNamesAndPaths() {
    assertThat(ls("--output", "name", "--resource-type", "source").output().lines())
        .containsExactly("raw.events");
    assertThat(ls("--output", "path", "-s", "orders", "--exclude-resource-type", "test").output())
        .isEqualTo("models/staging/orders.sql" + System.lineSeparator());
  }

  @Test
  void printsTheKeysThatAreAskedForAsDbtWritesThem() {
    CommandRun run =
        ls(
            "--output",
            "json",
            "-m",
            "orders",
            "--output-keys",
            "name",
            "config.materialized",
            "tags");

    assertThat(run.output().strip())
        .isEqualTo(
            "{\"name\": \"orders\", \"config.materialized\": \"view\", \"tags\": [\"daily\"]}");
  }

  @Test
  void listsOnlyModelsByModels() {
    assertThat(ls("--models", "orders+").output().lines())
        .containsExactly("shop.staging.orders", "shop.staging.sums");
    assertThat(ls("--models", "orders", "--select", "sums").exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatNothingIsSelected() {
    CommandRun run = ls("-s", "tag:none");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("No nodes selected!");
  }

  @Test
  void comparesWithAnEarlierState() throws IOException {
    CommandRun.of("parse", "--project-dir", project.toString());
    Path state = Files.createDirectories(project.resolve("state"));
    Files.copy(project.resolve("target/manifest.json"), state.resolve("manifest.json"));
    Files.writeString(project.resolve("models/staging/sums.sql"), "select 2 as id");

    assertThat(ls("-s", "state:modified", "--state", state.toString()).output().strip())
        .isEqualTo("shop.staging.sums");
  }

  @Test
  void cleansTheTargetsAndNothingElse() throws IOException {
    Files.createDirectories(project.resolve("target/compiled"));
    Files.writeString(project.resolve("target/compiled/x.sql"), "select 1");

    CommandRun run = CommandRun.of("clean", "--project-dir", project.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.untimed()).contains("Finished cleaning all paths.");
    assertThat(project.resolve("target")).doesNotExist();
    assertThat(project.resolve("models/shop.yml")).exists();
  }

  @Test
  void refusesToCleanSourcesOrOutside() throws IOException {
    Files.writeString(
        project.resolve("dbt_project.yml"), "name: shop\nprofile: shop\nclean-targets: [models]\n");
    assertThat(CommandRun.of("clean", "--project-dir", project.toString()).output())
        .contains("Expected clean-targets to name no folder with sources");

    Files.writeString(
        project.resolve("dbt_project.yml"), "name: shop\nprofile: shop\nclean-targets: ['../x']\n");
    assertThat(CommandRun.of("clean", "--project-dir", project.toString()).exitCode()).isEqualTo(2);
  }
}
