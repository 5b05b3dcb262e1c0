package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tidemill source}: what can be asked of sources. */
@Command(
    name = "source",
    description = "Ask how fresh sources are.",
    subcommands = {FreshnessCommand.class},
    mixinStandardHelpOptions = true)
public final class SourceCommand implements Callable<Integer> {
  @picocli.CommandLine.Spec
  private picocli.CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
    return ExitCodes.ERROR;
  }
}
