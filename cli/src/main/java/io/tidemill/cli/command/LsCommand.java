package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestExposure;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.dbt.selection.IndirectSelection;
import io.tidemill.dbt.selection.Selection;
import io.tidemill.dbt.selection.Selector;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemill ls}: dbt's list, from the project alone. */
@Command(
    name = "ls",
    aliases = "list",
    description = "List nodes of the project, in dbt's selection syntax. Needs no service.",
    mixinStandardHelpOptions = true)
public final class LsCommand implements Callable<Integer> {
  @Mixin private ProjectOptions options = new ProjectOptions();

  @Option(
      names = {"-s", "--select", "-m", "--models"},
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "Nodes to include.")
  private List<String> select = List.of();

  @Option(
      names = "--exclude",
      arity = "1..*",
      paramLabel = "SELECTOR",
      description = "Nodes to leave out.")
  private List<String> exclude = List.of();

  @Override
  public Integer call() {
    Manifest manifest = DbtProject.load(options.source()).manifest();
    Selector.select(manifest, new Selection(select, exclude, IndirectSelection.EAGER)).stream()
        .map(id -> line(manifest, id))
        .sorted()
        .forEach(System.out::println);
    return ExitCodes.OK;
  }

  /** As dbt prints them: sources and exposures with their kind, the rest as they are. */
  private static String line(Manifest manifest, String id) {
    ManifestSource source = manifest.sources().get(id);
    if (source != null) {
      return "source:" + String.join(".", source.fqn());
    }
    ManifestExposure exposure = manifest.exposures().get(id);
    if (exposure != null) {
      return "exposure:" + String.join(".", exposure.fqn());
    }
    ManifestNode node = manifest.nodes().get(id);
    return node == null ? id : String.join(".", node.fqn());
  }
}
