package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.cli.api.TaskLine;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.context.DbtVersion;
import io.tidemill.dbt.error.ProjectException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill debug}: whether project, profile and connection are as they must be. */
@Command(
    name = "debug",
    description = {
      "Check the project, the profile and the connection: the Data Catalog, then a session that runs a query.",
      "tidemill doctor checks the pipeline around them."
    },
    mixinStandardHelpOptions = true)
public final class DebugCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private WarehouseOptions aws = new WarehouseOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(names = "--connection", description = "Check the connection only.")
  private boolean connectionOnly;

  @Option(names = "--no-session", description = "Ask the Data Catalog only; open no session.")
  private boolean noSession;

  @Option(names = "--config-dir", description = "Say where profiles.yml is looked for.")
  private boolean configDir;

  private final List<String> failures = new ArrayList<>();

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    Path dir = project.source().projectDir();
    Path profiles =
        io.tidemill.dbt.config.ProfileReader.directory(
            project.source().profilesDir(), dir, System.getenv());
    if (configDir) {
      log.result("profiles.yml is looked for in " + profiles);
      return ExitCodes.OK;
    }
    log.info("dbt version: " + DbtVersion.VALUE + " (as tidemill reproduces it)");
    log.info("java version: " + System.getProperty("java.version"));
    log.info("java path: " + System.getProperty("java.home"));
    log.info("os info: " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    log.info("Using profiles dir at " + profiles);
    log.info("Using profiles.yml file at " + profiles.resolve("profiles.yml"));
    log.info("Using dbt_project.yml file at " + dir.resolve("dbt_project.yml"));
    log.info("adapter type: glue");
    DbtProject loaded = load(log, profiles);
    if (!connectionOnly) {
      log.info("Required dependencies:");
      log.info(" - git [%s]".formatted(git() ? "OK found" : "ERROR not found"));
    }
    if (loaded == null) {
      log.info("Connection test skipped since the project could not be read");
    } else {
      connection(log, loaded);
    }
    if (failures.isEmpty()) {
      log.info("All checks passed!");
      return ExitCodes.OK;
    }
    log.error(TaskLine.counted(failures.size(), "check") + " failed:");
    failures.forEach(log::error);
    return ExitCodes.FAILED;
  }

  private @Nullable DbtProject load(DbtLog log, Path profiles) {
    DbtProject loaded = null;
    boolean profileThere = Files.exists(profiles.resolve("profiles.yml"));
    String projectStatus = "OK found and valid";
    try {
      loaded = DbtProject.load(project.source());
    } catch (ProjectException e) {
      projectStatus = "ERROR invalid";
      failures.add(String.valueOf(e.getMessage()));
    }
    if (!connectionOnly) {
      log.info("Configuration:");
      log.info(
          "  profiles.yml file [%s]"
              .formatted(
                  profileThere
                      ? loaded == null ? "OK found" : "OK found and valid"
                      : "ERROR not found"));
      log.info("  dbt_project.yml file [%s]".formatted(projectStatus));
    }
    return loaded;
  }

  private boolean git() {
    try {
      Process process =
          new ProcessBuilder("git", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return true;
      }
    } catch (IOException e) {
      failures.add("Error from git --version: " + e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failures.add("git is not installed or not on the path; tidemill deps needs it");
    return false;
  }

  private void connection(DbtLog log, DbtProject loaded) {
    log.info("Connection:");
    URI endpoint = aws.endpoint(loaded);
    log.info("  endpoint: " + (endpoint == null ? "AWS" : endpoint));
    settings(loaded.profile().glue())
        .forEach((name, value) -> log.info("  " + name + ": " + value));
    String status = "OK connection ok";
    try (GlueWarehouse warehouse = aws.open(loaded, "debug")) {
      warehouse.catalog().databaseExists(loaded.profile().glue().schema());
      if (!noSession) {
        warehouse.query("select 1 as id");
      }
    } catch (RuntimeException e) {
      status = "ERROR";
      failures.add(
          "dbt was unable to connect to the specified database.\nThe database returned the following error:\n\n  >"
              + e.getMessage()
              + "\n\nCheck your database credentials and try again.");
    }
    log.info("  Connection test: [%s]".formatted(status));
    log.info("");
  }

  private static Map<String, Object> settings(GlueCredentials glue) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("role_arn", glue.roleArn());
    settings.put("region", glue.region());
    settings.put("workers", glue.workers());
    settings.put("worker_type", glue.workerType());
    settings.put("glue_version", glue.glueVersion());
    settings.put("schema", glue.schema());
    settings.put("location", glue.location());
    settings.put("datalake_formats", glue.datalakeFormats());
    settings.put("idle_timeout", glue.idleTimeout().toMinutes());
    settings.put("query_timeout_in_minutes", glue.queryTimeout().toMinutes());
    settings.put(
        "session_provisioning_timeout_in_seconds", glue.sessionProvisioningTimeout().toSeconds());
    return settings;
  }
}
