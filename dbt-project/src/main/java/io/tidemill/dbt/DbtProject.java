package io.tidemill.dbt;

import io.tidemill.dbt.compile.NodeCompiler;
import io.tidemill.dbt.compile.ProjectNodeCompiler;
import io.tidemill.dbt.compile.Warehouse;
import io.tidemill.dbt.config.Profile;
import io.tidemill.dbt.config.ProjectConfig;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.parse.CachedLoader;
import io.tidemill.dbt.parse.LoadedProject;
import io.tidemill.dbt.parse.ProjectLoader;
import java.time.Clock;
import java.util.Set;

/**
 * A dbt project, read, checked and resolved.
 *
 * <p>Immutable and safe for use by many threads. Reading it asks no warehouse anything.
 */
public final class DbtProject {
  private final ProjectSource source;
  private final LoadedProject loaded;

  private DbtProject(ProjectSource source, LoadedProject loaded) {
    this.source = source;
    this.loaded = loaded;
  }

  /**
   * Reads a project. What was read is kept in its target folder, so that the next time only what
   * has changed is read; {@code DBT_PARTIAL_PARSE=false} in the environment reads everything.
   *
   * @throws io.tidemill.dbt.error.ProjectException with everything that is wrong with it
   */
  public static DbtProject load(ProjectSource source) {
    return load(source, Clock.systemUTC());
  }

  /** As {@link #load(ProjectSource)}, at the time a clock gives. */
  public static DbtProject load(ProjectSource source, Clock clock) {
    return new DbtProject(
        source,
        keepsParse(source)
            ? new CachedLoader(source, clock).load()
            : new ProjectLoader(source, clock).load());
  }

  /** dbt's own switch. */
  private static boolean keepsParse(ProjectSource source) {
    String partial = source.environment().getOrDefault("DBT_PARTIAL_PARSE", "true");
    return !partial.equalsIgnoreCase("false") && !partial.equals("0");
  }

  public ProjectSource source() {
    return source;
  }

  public Manifest manifest() {
    return loaded.manifest();
  }

  public Profile profile() {
    return loaded.profile();
  }

  public ProjectConfig config() {
    return loaded.config();
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
    return new ProjectNodeCompiler(loaded, source, warehouse, invocation, selected);
  }
}
