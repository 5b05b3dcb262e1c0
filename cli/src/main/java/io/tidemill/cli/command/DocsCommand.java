package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemill docs}: the documentation site's data, and a server for it. */
@Command(
    name = "docs",
    description = "Generate the data of dbt's documentation site, or serve the site.",
    subcommands = {DocsGenerateCommand.class, DocsServeCommand.class},
    mixinStandardHelpOptions = true)
public final class DocsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
    return ExitCodes.ERROR;
  }
}
