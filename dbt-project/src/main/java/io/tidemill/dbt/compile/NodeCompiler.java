package io.tidemill.dbt.compile;

import io.tidemill.dbt.error.ProjectException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders nodes of one project for one invocation against one warehouse.
 *
 * <p>Thread-safe when the warehouse is. Every method throws {@link ProjectException} when rendering
 * fails, with the file, line and macro call stack; exceptions of the warehouse pass through as the
 * cause.
 */
public interface NodeCompiler {

  /** Renders a model, seed, snapshot, test, analysis or operation. */
  CompiledNode compile(String uniqueId);

  /** Renders SQL that is in no file, as {@code dbt compile --inline} does. */
  CompiledNode compileInline(String sql);

  /**
   * Renders post-hooks after the node has run, when they ask the warehouse what it looks like now.
   *
   * @return SQL in order, empty ones left out
   */
  List<String> postHooks(String uniqueId);

  /**
   * Renders an on-run-end operation with dbt's {@code results}, {@code schemas} and {@code
   * database_schemas}.
   *
   * @param results the entries of run_results.json
   */
  CompiledNode compileOnRunEnd(String uniqueId, List<Map<String, Object>> results);

  /**
   * Calls a macro the way {@code dbt run-operation} does.
   *
   * @return what the macro returned; its rendered text when it returned nothing
   */
  @Nullable Object runOperation(String macro, Map<String, Object> arguments);

  /**
   * Calls a macro in the context of a node, resolved as a materialization of that node would
   * resolve it: the root project's override first, then dispatch.
   *
   * @param uniqueId node whose {@code this}, {@code model} and {@code config} the macro sees
   * @param macro {@code name} or {@code package.name}
   * @return what the macro returned; its rendered text when it returned nothing
   */
  @Nullable Object callMacro(
      String uniqueId, String macro, List<Object> positional, Map<String, Object> named);

  /** Whether a macro of this name comes from the user's project or packages instead of from dbt. */
  boolean overrides(String macro);

  /**
   * Whether the node's materialization is one that the project or a package brings.
   *
   * <p>Such a node is run by {@link #materialize}.
   */
  boolean hasCustomMaterialization(String uniqueId);

  /**
   * Runs a materialization macro of the user's against the warehouse.
   *
   * @return the relations it says it made
   */
  List<RelationName> materialize(String uniqueId);
}
