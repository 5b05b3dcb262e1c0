package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.iam.Places;
import io.tidemill.cli.iam.Policies;
import io.tidemill.cli.iam.Policy;
import io.tidemill.dbt.DbtProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill iam}: least-privilege policies, from the project. */
@Command(
    name = "iam",
    description = {
      "Write the IAM policies of planner, executor, catalog and session role, as narrow as this project and target allow,",
      "and list the Lake Formation grants that go with them. Asks AWS nothing."
    },
    mixinStandardHelpOptions = true)
public final class IamCommand implements Callable<Integer> {
  @Mixin private ProjectOptions project = new ProjectOptions();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only that of planner, executor, catalog or session; prints the bare document.")
  private @Nullable String service;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Write one file a policy instead of printing.")
  private @Nullable Path outputDir;

  @Option(names = "--queue", paramLabel = "ARN", description = "SQS queue with landings.")
  private @Nullable String queue;

  @Option(names = "--bundles", paramLabel = "S3_URI", description = "tidemill.bundles.uri.")
  private @Nullable String bundles;

  @Option(names = "--artifacts", paramLabel = "S3_URI", description = "tidemill.artifacts.uri.")
  private @Nullable String artifacts;

  @Option(names = "--kafka", paramLabel = "ARN", description = "MSK cluster with IAM access.")
  private @Nullable String kafka;

  @Option(names = "--bus", paramLabel = "ARN", description = "EventBridge bus for our events.")
  private @Nullable String bus;

  @Override
  public Integer call() {
    DbtProject loaded = DbtProject.load(project.source());
    Places places;
    try {
      places = Places.of(loaded.manifest(), loaded.profile().glue());
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage() + ". Choose another output with --target", e);
    }
    Policies policies =
        new Policies(places, new Policies.Features(queue, bundles, artifacts, kafka, bus));
    Map<String, Policy> chosen = chosen(policies.all());
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    chosen.values().stream()
        .flatMap(policy -> policy.split().stream())
        .forEach(part -> documents.put(part.name(), part.document()));
    if (outputDir != null) {
      documents.forEach((name, document) -> write(outputDir, name, document));
    } else if (service != null && documents.size() == 1) {
      System.out.println(documents.values().iterator().next().toPrettyString());
      return ExitCodes.OK;
    } else {
      System.out.println(new JsonMapper().valueToTree(documents).toPrettyString());
    }
    System.err.println("Lake Formation grants that go with them:");
    policies.lakeFormation().forEach(grant -> System.err.println("  " + grant));
    return ExitCodes.OK;
  }

  private Map<String, Policy> chosen(Map<String, Policy> all) {
    if (service == null) {
      return all;
    }
    Policy one = all.get(service);
    if (one == null) {
      throw new UserException(
          "Expected --service to be one of %s, but it is '%s'".formatted(all.keySet(), service));
    }
    return Map.of(service, one);
  }

  private static void write(Path folder, String name, ObjectNode document) {
    Path file = folder.resolve(name + ".json");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, document.toPrettyString() + "\n");
      System.out.println("Wrote " + file);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write " + file + ", but failed", e);
    }
  }
}
