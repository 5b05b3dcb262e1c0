package io.tidemill.executor.project;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.Optional;
import java.util.Set;

/** A project version as tasks use it. Thread-safe. */
public interface TaskProject {

  /** The project itself, for materializations. */
  DbtProject project();

  /** The node of that unique id. */
  Optional<ManifestNode> node(String uniqueId);

  /** The adapter options of the profile's target. */
  GlueCredentials credentials();

  /** Table formats that the project's nodes name. */
  Set<String> lakeFormats();

  /** Renders nodes for one attempt. */
  NodeCompiler compiler(Warehouse warehouse, Invocation invocation);
}
