package io.tidemill.executor.task;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.project.TaskProject;
import io.tidemill.executor.session.Profiles;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A project of nodes that are nothing but SQL. */
final class TestProject implements TaskProject {
  private final Map<String, String> nodes = new ConcurrentHashMap<>();
  private final GlueCredentials credentials;

  TestProject() {
    this(Profiles.minimal());
  }

  TestProject(GlueCredentials credentials) {
    this.credentials = credentials;
  }

  TestProject with(String uniqueId, String sql) {
    nodes.put(uniqueId, sql);
    return this;
  }

  @Override
  public DbtProject project() {
    return null;
  }

  @Override
  public Optional<ManifestNode> node(String uniqueId) {
    return Optional.ofNullable(nodes.get(uniqueId))
        .map(
            sql ->
                new ManifestNode(
                    Map.of(
                        "unique_id",
                        uniqueId,
                        "name",
                        uniqueId,
                        "resource_type",
                        "model",
                        "package_name",
                        "p",
                        "original_file_path",
                        "models/" + uniqueId + ".sql",
                        "path",
                        uniqueId + ".sql",
                        "raw_code",
                        sql,
                        "config",
                        Map.of())));
  }

  @Override
  public GlueCredentials credentials() {
    return credentials;
  }

  @Override
  public Set<String> lakeFormats() {
    return Set.of("iceberg");
  }

  @Override
  public NodeCompiler compiler(Warehouse warehouse, Invocation invocation) {
    return null;
  }
}
