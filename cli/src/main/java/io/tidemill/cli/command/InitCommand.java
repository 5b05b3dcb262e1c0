package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.DbtLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemill init}: a new project that runs. */
@Command(
    name = "init",
    description = {
      "Make a new dbt project in a folder of its name: a source with a landing location, two models, a test, a profile",
      "with a target for this machine and one for AWS. Nothing that is there is overwritten."
    },
    mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  @Mixin private LogOptions logging = new LogOptions();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the project.")
  private @Nullable String name;

  @Option(
      names = {"-s", "--skip-profile-setup"},
      description = "Write no profiles.yml.")
  private boolean skipProfile;

  @Option(
      names = "--project-dir",
      paramLabel = "DIR",
      description = "Folder to make it in. Default: the current one.",
      defaultValue = ".")
  private Path parent = Path.of(".");

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    if (name == null) {
      throw new UserException("Expected the name of the new project, e.g.: tidemill init shop");
    }
    if (!NAME.matcher(name).matches()) {
      throw new UserException(
          "%s is not a valid project name. It must be letters, digits and underscores, and start with no digit"
              .formatted(name));
    }
    Path folder = parent.resolve(name).toAbsolutePath().normalize();
    if (Files.exists(folder.resolve("dbt_project.yml"))) {
      throw new UserException(
          "A project called %s already exists here: %s. Choose another name"
              .formatted(name, folder));
    }
    files(name).forEach((path, text) -> write(folder.resolve(path), text));
    log.info("Your new dbt project \"%s\" was created in %s".formatted(name, folder));
    log.info("Start it on this machine:  ./tidemill up --project-dir %s".formatted(folder));
    log.info("Then land a file:          .tidemill/lake/landing/orders/part-0001.csv");
    log.info("Check AWS before using it: tidemill debug --project-dir %s -t aws".formatted(folder));
    return ExitCodes.OK;
  }

  private Map<String, String> files(String project) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "dbt_project.yml",
        """
        name: %1$s
        version: "1.0.0"
        profile: %1$s

        models:
          %1$s:
            +materialized: view
        """
            .formatted(project));
    files.put(
        "models/sources.yml",
        """
        version: 2

        sources:
          - name: landing
            schema: %s_landing
            tables:
              - name: orders
                description: One row an order, as files arrive.
                external:
                  location: s3://landing/orders/
                  file_format: csv
                  options: {header: "true"}
                columns:
                  - {name: order_id, data_type: bigint}
                  - {name: ordered_on, data_type: date}
                  - {name: amount, data_type: double}
                meta:
                  tidemill:
                    landing: s3://landing/orders/
                    quiet_period: 2s
        """
            .formatted(project));
    files.put(
        "models/stg_orders.sql",
        "select order_id, ordered_on, amount from {{ source('landing', 'orders') }}\n");
    files.put(
        "models/daily_orders.sql",
        """
        {{ config(materialized='table', file_format='parquet') }}

        select ordered_on, count(*) as orders, sum(amount) as amount
        from {{ ref('stg_orders') }}
        group by ordered_on
        """);
    files.put(
        "models/models.yml",
        """
        version: 2

        models:
          - name: stg_orders
            columns:
              - name: order_id
                data_tests: [not_null]
          - name: daily_orders
            description: What was ordered each day.
        """);
    files.put(".gitignore", "target/\ndbt_packages/\nlogs/\n.tidemill/\n");
    if (!skipProfile) {
      files.put("profiles.yml", profile(project));
    }
    return files;
  }

  private static String profile(String project) {
    return """
        %1$s:
          target: local
          outputs:
            # This machine; AWS has no account 000000000000.
            local:
              type: glue
              role_arn: arn:aws:iam::000000000000:role/session
              region: us-east-1
              glue_version: "5.1"
              worker_type: G.1X
              workers: 2
              idle_timeout: 10
              location: s3://lake/
              schema: %1$s

            aws:
              type: glue
              role_arn: "{{ env_var('GLUE_ROLE_ARN', '') }}"
              region: "{{ env_var('AWS_REGION', 'us-east-1') }}"
              glue_version: "5.1"
              worker_type: G.1X
              workers: 2
              idle_timeout: 10
              location: "{{ env_var('GLUE_LOCATION', '') }}"
              schema: %1$s
        """
        .formatted(project);
  }

  private static void write(Path file, String text) {
    try {
      if (!Files.exists(file)) {
        Path folder = file.getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write " + file + ", but failed", e);
    }
  }
}
