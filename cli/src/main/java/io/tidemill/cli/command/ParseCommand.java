package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.manifest.Manifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemill parse}: reads the project and writes target/manifest.json, as dbt does. */
@Command(
    name = "parse",
    description = "Parse the project and write target/manifest.json. Needs no service.",
    mixinStandardHelpOptions = true)
public final class ParseCommand implements Callable<Integer> {
  @Mixin private ProjectOptions options = new ProjectOptions();

  @Override
  public Integer call() {
    Manifest manifest = DbtProject.load(options.source()).manifest();
    Path file = options.projectDir().resolve("target/manifest.json");
    try {
      Files.createDirectories(file.resolveSibling("."));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        manifest.writeJson(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.printf(
        "Found %d nodes, %d sources, %d exposures, %d macros; wrote %s%n",
        manifest.nodes().size(),
        manifest.sources().size(),
        manifest.exposures().size(),
        manifest.macros().size(),
        file);
    return ExitCodes.OK;
  }
}
