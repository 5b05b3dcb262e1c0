package io.tidemill.dbt.compile;

import io.tidemill.dbt.Invocation;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.context.EnvironmentVariables;
import io.tidemill.dbt.context.Variables;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.RefIndex;
import io.tidemill.dbt.parse.LoadedProject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all renders of one invocation share. */
final class RunSession {
  private final LoadedProject project;
  private final ProjectSource source;
  private final Warehouse warehouse;
  private final Invocation invocation;
  private final Set<String> selected;
  private final RefIndex index;
  private volatile @Nullable PyDict graph;

  RunSession(
      LoadedProject project,
      ProjectSource source,
      Warehouse warehouse,
      Invocation invocation,
      Set<String> selected) {
    this.project = project;
    this.source = source;
    this.warehouse = warehouse;
    this.invocation = invocation;
    this.selected = selected;
    this.index = RefIndex.of(project.manifest());
  }

  LoadedProject project() {
    return project;
  }

  Manifest manifest() {
    return project.manifest();
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Invocation invocation() {
    return invocation;
  }

  Set<String> selected() {
    return selected;
  }

  RefIndex index() {
    return index;
  }

  Variables variables(String packageName) {
    return project.variables().of(packageName, invocation.vars(), Variables.Absent.ERROR);
  }

  EnvironmentVariables environment() {
    return EnvironmentVariables.withoutSecrets(source.environment());
  }

  /** Whether {@code --empty} was given: inputs are read without rows. */
  boolean empty() {
    return Boolean.TRUE.equals(invocation.flags().get("EMPTY"));
  }

  /** {@code graph}: made once, when a template first asks for it. */
  PyDict graph() {
    PyDict known = graph;
    if (known == null) {
      known = makeGraph();
      graph = known;
    }
    return known;
  }

  private PyDict makeGraph() {
    Map<String, Object> sections = new LinkedHashMap<>();
    Manifest manifest = manifest();
    sections.put("exposures", contents(manifest.exposures(), e -> e.content()));
    sections.put("groups", contents(manifest.groups(), e -> e.content()));
    sections.put("metrics", contents(manifest.metrics(), e -> e.content()));
    sections.put("nodes", contents(manifest.nodes(), e -> e.content()));
    sections.put("sources", contents(manifest.sources(), e -> e.content()));
    sections.put("semantic_models", contents(manifest.semanticModels(), e -> e.content()));
    sections.put("saved_queries", contents(manifest.savedQueries(), e -> e.content()));
    return (PyDict) PythonValues.fromJava(sections);
  }

  private static <T> Map<String, Object> contents(
      Map<String, T> resources, java.util.function.Function<T, Map<String, Object>> content) {
    Map<String, Object> contents = new LinkedHashMap<>();
    resources.forEach((id, resource) -> contents.put(id, content.apply(resource)));
    return contents;
  }
}
