package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.context.RelationQuoting;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives nodes their database, schema, alias and relation name, through the project's own macros
 * where it has some.
 */
final class NodeNames {
  private final ParseSession session;

  NodeNames(ParseSession session) {
    this.session = session;
  }

  void update(NodeDraft draft, Map<String, Object> config) {
    draft.put("database", generate("database", draft, config.get("database")));
    draft.put("schema", generate("schema", draft, config.get("schema")));
    draft.put("alias", generate("alias", draft, config.get("alias")));
    if (draft.type() == ResourceType.SNAPSHOT) {
      replace(draft, "database", config.get("target_database"));
      replace(draft, "schema", config.get("target_schema"));
    }
    draft.put("relation_name", hasRelation(draft) ? relationName(draft, config) : null);
  }

  private static void replace(NodeDraft draft, String part, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      draft.put(part, value.toString());
    }
  }

  private @Nullable String generate(String part, NodeDraft draft, @Nullable Object custom) {
    String name = "generate_" + part + "_name";
    ProjectMacro macro = macro(name, draft.packageName());
    if (macro == null || isOurs(macro, name)) {
      return standard(part, draft, custom);
    }
    ParseScope scope = new ParseScope(session, draft);
    CallArguments arguments =
        new CallArguments(
            List.of(
                custom == null ? PyNone.NONE : PythonValues.fromJava(custom),
                PythonValues.fromJava(draft.content())),
            Map.of());
    Object value = scope.bind(macro).call(arguments);
    return value == null || value == PyNone.NONE ? null : PythonValues.str(value).strip();
  }

  /** The macro of the package itself, for packages; else of the root project; else dbt's. */
  private @Nullable ProjectMacro macro(String name, String packageName) {
    ProjectMacro own =
        packageName.equals(session.root().name())
            ? null
            : session.macros().inPackage(packageName, name);
    return own != null ? own : session.macros().inRootOrInternal(name);
  }

  /** dbt's own macro, unless one that it dispatches to is overridden. */
  private boolean isOurs(ProjectMacro macro, String name) {
    if (!macro.packageName().equals("dbt")) {
      return false;
    }
    ProjectMacro dispatched = session.macros().dispatch(session.root().name(), name, "dbt");
    return io.tidemill.dbt.context.MacroLibrary.INTERNAL_PACKAGES.contains(
        dispatched.packageName());
  }

  // What dbt's macros do, without the cost of rendering them for every node.
  private @Nullable String standard(String part, NodeDraft draft, @Nullable Object custom) {
    String schema = session.profile().glue().schema();
    String given = custom == null ? "" : custom.toString();
    return switch (part) {
      case "database" -> schema;
      case "schema" -> custom == null ? schema : schema + "_" + given.strip();
      default -> {
        if (!given.isEmpty()) {
          yield given.strip();
        }
        Object version = draft.content().get("version");
        yield version == null
            ? draft.name()
            : draft.name() + "_v" + version.toString().replace('.', '_');
      }
    };
  }

  private static boolean hasRelation(NodeDraft draft) {
    return switch (draft.type()) {
      case MODEL -> !draft.ephemeral();
      case SEED, SNAPSHOT, FUNCTION -> true;
      case TEST -> Boolean.TRUE.equals(draft.config().get("store_failures"));
      default -> false;
    };
  }

  private String relationName(NodeDraft draft, Map<String, Object> config) {
    Relation.Parts quoting =
        RelationQuoting.of(session.root().config().quoting(), config.get("quoting"));
    return Relation.of(
            draft.textOrNull("database"), draft.textOrNull("schema"), draft.textOrNull("alias"))
        .withQuoting(quoting)
        .render();
  }
}
