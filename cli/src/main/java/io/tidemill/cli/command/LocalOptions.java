package io.tidemill.cli.command;

import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Size and place of a local system. */
public final class LocalOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where state is kept. Default: ${DEFAULT-VALUE}.",
      defaultValue = ".tidemill")
  private Path home = Path.of(".tidemill");

  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "Executors to start. Default: ${DEFAULT-VALUE}.",
      defaultValue = "2")
  private int executors = 2;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Slots, and so Glue sessions at most, of each executor. Default: ${DEFAULT-VALUE}.",
      defaultValue = "2")
  private int slots = 2;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Added to every port, so that several systems can run beside each other.",
      defaultValue = "0")
  private int portOffset;

  LocalLayout layout() {
    return new LocalLayout(home);
  }

  LocalPorts ports() {
    return LocalPorts.offset(portOffset);
  }

  int executors() {
    return executors;
  }

  int slots() {
    return slots;
  }
}
