package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalSystem;
import io.tidemill.cli.local.SourceTables;
import io.tidemill.cli.local.Supervisor;
import io.tidemill.dbt.DbtProject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemill up}: the whole system on this machine, until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Start everything on this machine and stay until Ctrl-C: a Kafka broker and schema registry, a local",
      "Glue endpoint over Apache Spark, the planner with its console, catalog-service and the executors.",
      "No AWS, no Docker. State is kept in --home and survives a restart."
    },
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private LocalOptions local = new LocalOptions();

  @Override
  public Integer call() throws InterruptedException {
    Instant began = Instant.now();
    DbtProject loaded = DbtProject.load(project.source());
    LocalSystem system =
        new LocalSystem(
            local.layout(),
            local.ports(),
            project.projectDir(),
            loaded.profile().target(),
            local.executors(),
            local.slots());
    System.out.println("Starting Tidemill with its state in " + system.layout().home());
    CountDownLatch stop = new CountDownLatch(1);
    try (Supervisor supervisor =
        new Supervisor(Distribution.current(), system.layout(), System.out::println)) {
      Thread hook = new Thread(() -> stopAll(supervisor, stop), "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      supervisor.start(system.waves());
      new SourceTables(system.ports().glueUrl())
          .createMissing(loaded.manifest())
          .forEach(name -> System.out.println("  created source table " + name));
      System.out.printf(
          Locale.ROOT,
          "Ready after %.1f s. Console: %s   Landing folder: %s   Ctrl-C stops everything.%n",
          Duration.between(began, Instant.now()).toMillis() / 1000.0,
          system.ports().plannerUrl(),
          system.layout().lake());
      stop.await();
    }
    return ExitCodes.OK;
  }

  private static void stopAll(Supervisor supervisor, CountDownLatch stop) {
    System.out.println("Stopping ...");
    supervisor.close();
    System.out.println("Stopped.");
    stop.countDown();
  }
}
