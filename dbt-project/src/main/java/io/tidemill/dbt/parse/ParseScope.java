package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Api;
import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.ContextObject;
import io.tidemill.dbt.context.Flags;
import io.tidemill.dbt.context.GenericTestArguments;
import io.tidemill.dbt.context.NodeScope;
import io.tidemill.dbt.context.ParseAdapters;
import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.RefArguments;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.context.Target;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.JinjaCallable;
import io.tidemill.dbt.jinja.Missing;
import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names a node sees while it is parsed: calls are noted on the draft, nothing is executed. */
final class ParseScope extends NodeScope {
  /** Names that may give the time, among other things. */
  private static final Set<String> TIMED = Set.of("modules", "run_started_at");

  private final ParseSession session;
  private final NodeDraft draft;

  ParseScope(ParseSession session, NodeDraft draft) {
    super(session.macros(), draft.packageName(), Phase.PARSE);
    this.session = session;
    this.draft = draft;
  }

  @Override
  protected void looksUp(String name) {
    if (TIMED.contains(name)) {
      draft.markTimed();
    }
  }

  @Override
  protected @Nullable Object member(String name) {
    return switch (name) {
      case "ref" -> (JinjaCallable) this::ref;
      case "source" -> (JinjaCallable) this::source;
      case "config" -> new ParseConfig(draft);
      case "metric" -> (JinjaCallable) this::metric;
      case "function" -> (JinjaCallable) this::function;
      case "var" -> session.variables(draft.packageName());
      case "env_var" -> session.environment();
      case "target" -> Target.of(session.profile());
      case "this" -> self();
      case "model" -> draft.content();
      case "execute" -> false;
      case "flags" -> Flags.parsing();
      case "adapter" -> ParseAdapters.of(this, session.profile());
      case "api" -> Api.object();
      case "context" -> new ContextObject(this);
      case "graph" -> new PyDict();
      case "schema" -> draft.text("schema");
      case "database" -> draft.textOrNull("database");
      case "schemas", "database_schemas", "results", "selected_resources" ->
          new io.tidemill.dbt.jinja.PyList();
      case "project_name" -> session.macros().rootPackage();
      case "invocation_id" -> session.invocationId();
      case "run_started_at" -> session.startedAt();
      case "store_result", "store_raw_result", "submit_python_job" ->
          (JinjaCallable) arguments -> "";
      case "load_result", "load_agate_table" -> (JinjaCallable) arguments -> null;
      case "load_agate" -> Missing.MISSING;
      case "sql_now" -> PyNone.NONE;
      case "write", "render", "try_or_compiler_error" -> (JinjaCallable) arguments -> "";
      case "pre_hooks", "post_hooks" -> new io.tidemill.dbt.jinja.PyList();
      case "sql", "compiled_code" -> PyNone.NONE;
      case "doc" -> (JinjaCallable) arguments -> "";
      default -> Missing.MISSING;
    };
  }

  /** Makes the rendered arguments of a generic test known to its text. */
  void defineArguments(PyDict arguments) {
    define(GenericTestArguments.NAME, arguments);
  }

  private Relation self() {
    return Relation.of(
        draft.textOrNull("database"), draft.textOrNull("schema"), draft.textOrNull("alias"));
  }

  private Object ref(CallArguments arguments) {
    RefArguments ref = RefArguments.of(arguments, draft.uniqueId());
    draft.addRef(ref.name(), ref.packageName(), ref.version());
    return self();
  }

  private Object metric(CallArguments arguments) {
    List<Object> call = new ArrayList<>();
    arguments.positional().forEach(name -> call.add(PythonValues.str(name)));
    draft.list("metrics").add(call);
    return "";
  }

  private Object function(CallArguments arguments) {
    draft.addFunction(
        PythonValues.str(Arguments.required(arguments, 0, "name", "function")),
        Arguments.text(arguments, 1, "package"));
    return self();
  }

  private Object source(CallArguments arguments) {
    if (arguments.size() != 2) {
      throw Arguments.compilation(
          "source() takes exactly two arguments (" + arguments.size() + " given)");
    }
    draft.addSource(
        PythonValues.str(arguments.positional().get(0)),
        PythonValues.str(arguments.positional().get(1)));
    return self();
  }
}
