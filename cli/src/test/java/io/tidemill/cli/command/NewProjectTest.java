package io.tidemill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.cli.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewProjectTest {
  @TempDir private Path folder;

  private CommandRun init(String... name) {
    String[] arguments = new String[name.length + 3];
    arguments[0] = "init";
    System.arraycopy(name, 0, arguments, 1, name.length);
    arguments[name.length + 1] = "--project-dir";
    arguments[name.length + 2] = folder.toString();
    return CommandRun.of(arguments);
  }

  @Test
  void makesAProjectThatParsesAndCompiles() {
    assertThat(init("shop").exitCode()).isZero();

    String project = folder.resolve("shop").toString();
    assertThat(CommandRun.of("ls", "--project-dir", project).output())
        .contains("shop.daily_orders", "source:shop.landing.orders");
    CommandRun compiled =
        CommandRun.of("compile", "--project-dir", project, "--no-introspect", "-s", "daily_orders");
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    assertThat(compiled.output())
        .contains("Compiled node 'daily_orders' is:", "from shop.stg_orders");
    assertThat(folder.resolve("shop/target/compiled/shop/models/daily_orders.sql")).exists();
    assertThat(folder.resolve("shop/target/manifest.json")).exists();
  }

  @Test
  void compilesSqlThatIsInNoFile() {
    init("shop");

    CommandRun run =
        CommandRun.of(
            "compile",
            "--project-dir",
            folder.resolve("shop").toString(),
            "--no-introspect",
            "--output",
            "json",
            "--inline",
            "select * from {{ ref('stg_orders') }}");

    assertThat(run.output()).contains("\"compiled\" : \"select * from shop.stg_orders\"");
  }

  @Test
  void writesPoliciesFromAProject() {
    init("shop");

    CommandRun run =
        CommandRun.of(
            "iam", "--project-dir", folder.resolve("shop").toString(), "--service", "session");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .contains("lakeformation:GetDataAccess", "arn:aws:s3:::landing/orders/*");
  }

  @Test
  void refusesANameThatIsNone() {
    assertThat(init("1shop").output()).contains("1shop is not a valid project name");
    assertThat(init().exitCode()).isEqualTo(2);
  }

  @Test
  void overwritesNoProject() {
    init("shop");

    assertThat(init("shop").output()).contains("A project called shop already exists here");
  }
}
