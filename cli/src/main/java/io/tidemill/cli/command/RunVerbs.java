package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * dbt's verbs that build something: the planner is asked for a run, which is followed to its end.
 */
public final class RunVerbs {
  private RunVerbs() {}

  /** {@code tidemill run}. */
  @Command(name = "run", description = "Run models.", mixinStandardHelpOptions = true)
  public static final class Run extends Verb {
    @Override
    String verb() {
      return "run";
    }
  }

  /** {@code tidemill build}. */
  @Command(
      name = "build",
      description = "Run seeds, models, snapshots and tests in DAG order.",
      mixinStandardHelpOptions = true)
  public static final class Build extends Verb {
    @Override
    String verb() {
      return "build";
    }
  }

  /** {@code tidemill test}. */
  @Command(name = "test", description = "Run tests.", mixinStandardHelpOptions = true)
  public static final class Test extends Verb {
    @Override
    String verb() {
      return "test";
    }
  }

  /** {@code tidemill seed}. */
  @Command(name = "seed", description = "Load seeds.", mixinStandardHelpOptions = true)
  public static final class Seed extends Verb {
    @Option(names = "--show", description = "Accepted; see a seed with: tidemill show -s NAME")
    private boolean show;

    @Override
    String verb() {
      return "seed";
    }
  }

  /** {@code tidemill snapshot}. */
  @Command(name = "snapshot", description = "Take snapshots.", mixinStandardHelpOptions = true)
  public static final class Snapshot extends Verb {
    @Override
    String verb() {
      return "snapshot";
    }
  }

  /** {@code tidemill submit}: the same without waiting. */
  @Command(
      name = "submit",
      description = {
        "Ask for a run, print its id and return at once.",
        "Follow it with: tidemill watch RUN"
      },
      mixinStandardHelpOptions = true)
  public static final class Submit extends Verb {
    @Parameters(
        arity = "0..1",
        paramLabel = "VERB",
        description = "build, run, test, seed or snapshot. Default: ${DEFAULT-VALUE}.",
        defaultValue = "build")
    private String verb = "build";

    @Override
    String verb() {
      return verb;
    }

    @Override
    boolean waits() {
      return false;
    }
  }

  /** What the verbs share. */
  abstract static class Verb implements Callable<Integer> {
    @Mixin private ApiOptions api = new ApiOptions();
    @Mixin private ProjectOptions project = new ProjectOptions();
    @Mixin private SelectionOptions selection = new SelectionOptions();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private RunOptions run = new RunOptions();
    @Mixin private LogOptions logging = new LogOptions();

    @Option(names = "--no-wait", description = "Print the run's id and return at once.")
    private boolean noWait;

    abstract String verb();

    boolean waits() {
      return !noWait;
    }

    @Override
    public Integer call() throws InterruptedException {
      RunRequests requests = new RunRequests(api, project, selection, state, run, logging);
      FollowedRun following = new FollowedRun(api, project, logging);
      String runId = following.start(requests.request(verb()));
      if (!waits()) {
        System.out.println(runId);
        return ExitCodes.OK;
      }
      return following.follow(runId, requests.arguments());
    }
  }
}
