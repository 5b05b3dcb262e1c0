package io.tidemill.dbt;

import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.manifest.Manifest;
import java.util.Set;

/**
 * A dbt project, read, checked and resolved.
 *
 * <p>Immutable and safe for use by many threads. Reading it asks no warehouse anything.
 */
public final class DbtProject {
  private final ProjectSource source;

  private DbtProject(ProjectSource source) {
    this.source = source;
  }

  /**
   * Reads a project.
   *
   * @throws io.tidemill.dbt.error.ProjectException with everything that is wrong with it
   */
  public static DbtProject load(ProjectSource source) {
    return new DbtProject(source);
  }

  public ProjectSource source() {
    return source;
  }

  public Manifest manifest() {
    throw new UnsupportedOperationException("manifest");
  }

  public Profile profile() {
    throw new UnsupportedOperationException("profile");
  }

  public ProjectConfig config() {
    throw new UnsupportedOperationException("config");
  }

  /** Renders nodes for one invocation that selected everything. */
  public NodeCompiler compiler(Warehouse warehouse, Invocation invocation) {
    return compiler(warehouse, invocation, manifest().nodes().keySet());
  }

  /**
   * Renders nodes for one invocation.
   *
   * @param selected {@code selected_resources}: unique ids of what the invocation runs
   */
  public NodeCompiler compiler(Warehouse warehouse, Invocation invocation, Set<String> selected) {
    throw new UnsupportedOperationException("compiler " + warehouse + invocation + selected);
  }
}
