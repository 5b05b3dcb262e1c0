package io.tidemill.cli.command;

import io.tidemill.cli.local.LocalPorts;
import io.tidemill.cli.warehouse.GlueWarehouse;
import io.tidemill.dbt.DbtProject;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where AWS is for commands that ask it themselves. */
public final class WarehouseOptions {
  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = {
        "Endpoint of all AWS services. Default: TIDEMILL_AWS_ENDPOINT; else the local one where the",
        "profile's role_arn is of account 000000000000, which AWS does not have; else AWS itself."
      },
      defaultValue = "${env:TIDEMILL_AWS_ENDPOINT}")
  private @Nullable String endpoint;

  @Nullable URI endpoint(DbtProject project) {
    return GlueWarehouse.endpoint(endpoint, project.profile().glue(), LocalPorts.DEFAULT.glueUrl());
  }

  /** The warehouse of a project's target; close it after use. */
  GlueWarehouse open(DbtProject project, String purpose) {
    return new GlueWarehouse(project, endpoint(project), purpose);
  }
}
