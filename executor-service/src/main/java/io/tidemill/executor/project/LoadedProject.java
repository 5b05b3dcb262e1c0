package io.tidemill.executor.project;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.session.SessionSpecs;
import java.util.Optional;
import java.util.Set;

/**
 * A project that was read, with what is worked out from it once.
 *
 * @param project the project
 * @param lakeFormats table formats that its nodes name
 */
record LoadedProject(DbtProject project, Set<String> lakeFormats) implements TaskProject {

  LoadedProject {
    lakeFormats = Set.copyOf(lakeFormats);
  }

  static LoadedProject of(DbtProject project) {
    return new LoadedProject(project, SessionSpecs.formatsOf(project.manifest()));
  }

  @Override
  public Optional<ManifestNode> node(String uniqueId) {
    return Optional.ofNullable(project.manifest().nodes().get(uniqueId));
  }

  @Override
  public GlueCredentials credentials() {
    return project.profile().glue();
  }

  @Override
  public NodeCompiler compiler(Warehouse warehouse, Invocation invocation) {
    return project.compiler(warehouse, invocation);
  }
}
