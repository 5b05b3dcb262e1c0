package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.api.DbtLog;
import io.tidemill.dbt.deps.Dependencies;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill deps}: installs the packages of packages.yml or dependencies.yml. */
@Command(
    name = "deps",
    description = {
      "Install the packages of packages.yml or dependencies.yml, as package-lock.yml pins them;",
      "the lock file is made when it is missing or the wishes have changed."
    },
    mixinStandardHelpOptions = true)
public final class DepsCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();
  @Mixin private LogOptions logging = new LogOptions();

  @Option(names = "--upgrade", description = "Resolve again and pin the newest that fits.")
  private boolean upgrade;

  @Option(names = "--lock", description = "Only write the lock file.")
  private boolean lockOnly;

  @Option(
      names = "--hub-url",
      paramLabel = "URL",
      description = "Package hub. Default: DBT_PACKAGE_HUB_URL, else dbt's.")
  private @Nullable String hubUrl;

  @Override
  public Integer call() {
    DbtLog log = logging.log();
    Dependencies dependencies =
        new Dependencies(project.source(), hubUrl, logging.checksVersions(), log::info);
    if (upgrade || dependencies.isLockOutdated()) {
      dependencies.lock();
    }
    if (!lockOnly) {
      dependencies.install();
    }
    return ExitCodes.OK;
  }
}
