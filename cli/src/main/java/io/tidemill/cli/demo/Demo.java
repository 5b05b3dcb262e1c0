package io.tidemill.cli.demo;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.local.LocalSystem;
import io.tidemill.cli.local.SourceTables;
import io.tidemill.cli.local.Supervisor;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Plays the retail example from its first landing to its last on a local system of its own. */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String MARKER = ".tidemill-home";

  private final Distribution distribution;
  private final LocalLayout layout;
  private final LocalPorts ports;
  private final double scale;
  private final Consumer<String> out;

  /**
   * @param layout where its state is kept; emptied first
   * @param scale TPC-H scale factor
   * @param out where the story is told, a line at a time
   */
  public Demo(
      Distribution distribution,
      LocalLayout layout,
      LocalPorts ports,
      double scale,
      Consumer<String> out) {
    this.distribution = distribution;
    this.layout = layout;
    this.ports = ports;
    this.scale = scale;
    this.out = out;
  }

  /** Plays; returns {@link ExitCodes#OK} if every run succeeded. */
  public int play() throws InterruptedException {
    Instant began = Instant.now();
    Path project = distribution.root().resolve("examples/retail");
    DbtProject loaded = DbtProject.load(ProjectSource.of(project));
    empty();
    LocalSystem system = new LocalSystem(layout, ports, project, loaded.profile().target(), 2, 2);
    out.accept("Starting Tidemill with its state in " + layout.home());
    try (Supervisor supervisor = new Supervisor(distribution, layout, out)) {
      Thread hook = new Thread(supervisor::close, "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      supervisor.start(system.waves());
      new SourceTables(ports.glueUrl()).createMissing(loaded.manifest());
      out.accept(
          String.format(
              Locale.ROOT,
              "Ready after %.1f s. Console while the demo runs: %s",
              Duration.between(began, Instant.now()).toMillis() / 1000.0,
              ports.plannerUrl()));
      out.accept("");
      boolean ok = story(system);
      out.accept(
          String.format(
              Locale.ROOT,
              "Done in %.0f s. Stopping; see it live with: ./tidemill up --project-dir examples/retail --home %s",
              Duration.between(began, Instant.now()).toMillis() / 1000.0,
              layout.home()));
      return ok ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  private boolean story(LocalSystem system) throws InterruptedException {
    PlannerApi api = new PlannerApi(ports.plannerUrl(), null);
    RetailStory story = new RetailStory(api, layout.lake(), scale, PATIENCE);
    DemoReport report = new DemoReport(api, system, out);
    boolean ok =
        chapter(
            story, report, "1. History lands: dimensions and ten days of orders", story.history());
    ok &= chapter(story, report, "2. The next day lands", story.nextDay());
    ok &= chapter(story, report, "3. A late file for an old day lands", story.lateFile());
    ok &=
        chapter(
            story,
            report,
            "4. Customers land again, some in another segment",
            story.movedCustomers());
    ok &= chapter(story, report, "5. The last day lands", story.lastDay());
    report.summary();
    return ok;
  }

  private boolean chapter(
      RetailStory story, DemoReport report, String title, Map<String, String> files)
      throws InterruptedException {
    out.accept("%s (%d files)".formatted(title, files.size()));
    Instant landedAt = Instant.now();
    List<LandedRun> runs = story.landAndAwait(files);
    report.landing(files, landedAt, runs);
    return !runs.isEmpty() && runs.stream().allMatch(LandedRun::succeeded);
  }

  /** Empties the home, but only one that a demo has made. */
  private void empty() {
    Path home = layout.home();
    try {
      if (Files.isDirectory(home)) {
        try (Stream<Path> entries = Files.list(home)) {
          if (!Files.exists(home.resolve(MARKER)) && entries.findAny().isPresent()) {
            throw new UserException(
                "Expected %s to be empty or of an earlier demo, but it is neither. Name another folder with --home"
                    .formatted(home));
          }
        }
        try (Stream<Path> all = Files.walk(home)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      Files.createDirectories(home);
      Files.writeString(home.resolve(MARKER), "Made by tidemill demo, which may delete it.\n");
    } catch (IOException e) {
      throw new UserException("Expected to empty %s, but: %s".formatted(home, e), e);
    }
  }
}
