package io.tidemill.cli;

import io.tidemill.cli.command.CleanCommand;
import io.tidemill.cli.command.CloneCommand;
import io.tidemill.cli.command.CompileCommand;
import io.tidemill.cli.command.DebugCommand;
import io.tidemill.cli.command.DemoCommand;
import io.tidemill.cli.command.DepsCommand;
import io.tidemill.cli.command.DlqCommand;
import io.tidemill.cli.command.DocsCommand;
import io.tidemill.cli.command.DoctorCommand;
import io.tidemill.cli.command.GrantsCommand;
import io.tidemill.cli.command.IamCommand;
import io.tidemill.cli.command.InitCommand;
import io.tidemill.cli.command.LineageCommand;
import io.tidemill.cli.command.LsCommand;
import io.tidemill.cli.command.ParseCommand;
import io.tidemill.cli.command.PlanCommand;
import io.tidemill.cli.command.PrepareCommand;
import io.tidemill.cli.command.RetryCommand;
import io.tidemill.cli.command.RunOperationCommand;
import io.tidemill.cli.command.RunVerbs;
import io.tidemill.cli.command.RunsCommand;
import io.tidemill.cli.command.SessionsCommand;
import io.tidemill.cli.command.ShowCommand;
import io.tidemill.cli.command.SourceCommand;
import io.tidemill.cli.command.TopicsCommand;
import io.tidemill.cli.command.UpCommand;
import io.tidemill.cli.command.WatchCommand;
import io.tidemill.cli.command.WhyCommand;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.executor.error.ExecutorException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The tidemill command. */
@Command(
    name = "tidemill",
    mixinStandardHelpOptions = true,
    version = "tidemill 0.1.0",
    description = "Event-driven dbt for AWS Glue.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:all went well",
      "  1:something ran and did not succeed",
      "  2:nothing ran: wrong usage, a project that does not parse, a service out of reach",
      "130:ended by Ctrl-C"
    },
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      RunVerbs.Run.class,
      RunVerbs.Build.class,
      RunVerbs.Test.class,
      RunVerbs.Seed.class,
      RunVerbs.Snapshot.class,
      RunVerbs.Submit.class,
      RetryCommand.class,
      CloneCommand.class,
      RunOperationCommand.class,
      LsCommand.class,
      ParseCommand.class,
      CompileCommand.class,
      ShowCommand.class,
      DocsCommand.class,
      SourceCommand.class,
      CleanCommand.class,
      DepsCommand.class,
      DebugCommand.class,
      InitCommand.class,
      RunsCommand.class,
      WatchCommand.class,
      PlanCommand.class,
      WhyCommand.class,
      LineageCommand.class,
      GrantsCommand.class,
      IamCommand.class,
      DoctorCommand.class,
      SessionsCommand.class,
      TopicsCommand.class,
      PrepareCommand.class,
      DlqCommand.class,
      HelpCommand.class
    })
public final class Tidemill implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the command line; returns its exit code. */
  public static int run(String... args) {
    return new CommandLine(new Tidemill())
        .setExecutionExceptionHandler(Tidemill::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }

  private static int explain(
      Exception error, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (error instanceof UserException
        || error instanceof ProjectException
        || error instanceof ExecutorException) {
      commandLine.getErr().println(error.getMessage());
      return ExitCodes.ERROR;
    }
    if (error instanceof InterruptedException) {
      return ExitCodes.INTERRUPTED;
    }
    throw error;
  }
}
