package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Api;
import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.ContextObject;
import io.tidemill.dbt.context.Flags;
import io.tidemill.dbt.context.GenericTestArguments;
import io.tidemill.dbt.context.NodeScope;
import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.context.RelationQuoting;
import io.tidemill.dbt.context.Target;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyList;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names a node sees when it is rendered for use. One render, one thread. */
final class RunScope extends NodeScope {
  private final RunSession session;
  private final ManifestNode node;
  private final References references;
  private final StatementResults results = new StatementResults();

  /** Ephemeral nodes the render has named, in order. */
  private final Set<String> ephemerals = new LinkedHashSet<>();

  /** Which nodes may be named. */
  enum References {
    /** Those found while parsing: others would run in the wrong order. */
    DECLARED,
    /** Any, but no ephemeral one: operations have nowhere to put its SQL. */
    ANY_RELATION,
    /** Any. */
    ANY
  }

  /**
   * @param extra further names, over dbt's own
   */
  RunScope(
      RunSession session, ManifestNode node, References references, Map<String, Object> extra) {
    super(session.project().macros(), node.packageName(), Phase.RUN);
    this.session = session;
    this.node = node;
    this.references = references;
    extra.forEach((name, value) -> define(name, PythonValues.fromJava(value)));
  }

  Set<String> ephemerals() {
    return ephemerals;
  }

  /** Makes the rendered arguments of a generic test known to its text. */
  void defineArguments(PyDict arguments) {
    define(GenericTestArguments.NAME, arguments);
  }

  RunSession session() {
    return session;
  }

  ManifestNode node() {
    return node;
  }

  @Override
  protected @Nullable Object member(String name) {
    return switch (name) {
      case "ref" -> (JinjaCallable) this::ref;
      case "source" -> (JinjaCallable) this::source;
      case "metric" -> (JinjaCallable) arguments -> Arguments.text(arguments, 0, "name");
      case "function" -> (JinjaCallable) arguments -> NodeLookup.function(session, node, arguments);
      case "config" -> new RunConfig(node);
      case "var" -> session.variables(node.packageName());
      case "env_var" -> session.environment();
      case "target", "env" -> Target.of(session.project().profile());
      case "this" -> self();
      case "model" -> ModelObject.of(node);
      case "execute" -> true;
      case "flags" -> Flags.of(session.invocation());
      case "adapter" -> new RunAdapter(this);
      case "api" -> Api.object();
      case "column" -> Api.object().get("Column");
      case "graph" -> session.graph();
      case "context" -> new ContextObject(this);
      case "schema" -> node.schema().isEmpty() ? profileSchema() : node.schema();
      case "database" -> node.schema().isEmpty() ? profileSchema() : node.database();
      case "project_name" -> session.project().config().name();
      case "invocation_id" -> session.invocation().invocationId();
      case "run_started_at" -> session.invocation().runStartedAt();
      case "selected_resources" -> new PyList(new ArrayList<>(session.selected()));
      case "store_result" -> results.store();
      case "store_raw_result" -> results.storeRaw();
      case "load_result" -> results.load();
      case "render" ->
          (JinjaCallable)
              arguments ->
                  Templates.render(
                      PythonValues.str(Arguments.required(arguments, 0, "string", "render")),
                      node.originalFilePath(),
                      this);
      case "write" -> (JinjaCallable) arguments -> "";
      case "try_or_compiler_error" -> (JinjaCallable) RunScope::tryOrFail;
      case "dbt_metadata_envs" -> new PyDict();
      case "pre_hooks" -> hooks("pre-hook");
      case "post_hooks" -> hooks("post-hook");
      case "sql", "compiled_code" -> null;
      case "doc" -> (JinjaCallable) arguments -> "";
      case "results", "schemas", "database_schemas" -> new PyList();
      default -> Missing.MISSING;
    };
  }

  private static Object tryOrFail(CallArguments arguments) {
    Object function = Arguments.required(arguments, 1, "func", "try_or_compiler_error");
    List<Object> rest =
        arguments.positional().subList(Math.min(2, arguments.size()), arguments.size());
    return PythonValues.call(function, new CallArguments(rest, arguments.keywords()));
  }

  private PyList hooks(String key) {
    return new PyList(PythonValues.toList(PythonValues.fromJava(listOf(node.config().get(key)))));
  }

  private static List<?> listOf(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private String profileSchema() {
    return session.project().profile().glue().schema();
  }

  Relation self() {
    return relation(node);
  }

  Relation relation(ManifestNode of) {
    Relation.Parts quoting =
        RelationQuoting.of(session.project().config().quoting(), of.config().get("quoting"));
    return Relation.of(of.database(), of.schema(), of.alias())
        .withQuoting(quoting)
        .withFormat(of.config().text("file_format"));
  }

  private Object ref(CallArguments arguments) {
    ManifestNode target = NodeLookup.ref(session, node, arguments, references);
    if (!target.ephemeral()) {
      return relation(target).withLimit(session.empty() ? 0 : null);
    }
    if (references == References.ANY_RELATION) {
      throw Arguments.compilation(
          "Operations can not ref() ephemeral nodes, but " + target.name() + " is ephemeral");
    }
    ephemerals.add(target.uniqueId());
    return Relation.ephemeral(EphemeralModels.cteName(target));
  }

  private Object source(CallArguments arguments) {
    return NodeLookup.source(session, node, arguments).withLimit(session.empty() ? 0 : null);
  }
}
