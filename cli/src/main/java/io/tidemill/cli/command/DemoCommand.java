package io.tidemill.cli.command;

import io.tidemill.cli.demo.Demo;
import io.tidemill.cli.local.Distribution;
import io.tidemill.cli.local.LocalLayout;
import io.tidemill.cli.local.LocalPorts;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemill demo}: the retail example from its first landing to its last. */
@Command(
    name = "demo",
    description = {
      "Run the retail example on this machine: generate TPC-H data, land it in batches as files would come in life,",
      "a late file included, and print what ran because of which landing. Leaves nothing running."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where state is kept; emptied first. Default: ${DEFAULT-VALUE}.",
      defaultValue = ".tidemill/demo")
  private Path home = Path.of(".tidemill/demo");

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "TPC-H scale factor. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.05")
  private double scale = 0.05;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Added to every port.",
      defaultValue = "0")
  private int portOffset;

  @Override
  public Integer call() throws InterruptedException {
    return new Demo(
            Distribution.current(),
            new LocalLayout(home),
            LocalPorts.offset(portOffset),
            scale,
            System.out::println)
        .play();
  }
}
