package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.local.LocalSystem;
import io.tidemill.cli.local.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code tidemill prepare}. */
@Command(
    name = "prepare",
    description = {
      "Make every later `up` and `demo` start faster: starts the system once on free ports with the example",
      "project in a temporary folder, and keeps the classes it loaded as archives beside the jars.",
      "./tidemill does so after each build; without it everything works, only slower to start."
    },
    mixinStandardHelpOptions = true)
public final class PrepareCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException, IOException {
    Distribution distribution = Distribution.current();
    Path home = Files.createTempDirectory("tidemill-prepare");
    try {
      LocalSystem system =
          new LocalSystem(
              new LocalLayout(home),
              LocalPorts.free(),
              distribution.root().resolve("examples/retail"),
              "local",
              1,
              1);
      try (Supervisor supervisor =
          new Supervisor(distribution, system.layout(), line -> {}, true)) {
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "shutdown"));
        supervisor.start(system.waves());
      }
    } finally {
      delete(home);
    }
    return ExitCodes.OK;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
