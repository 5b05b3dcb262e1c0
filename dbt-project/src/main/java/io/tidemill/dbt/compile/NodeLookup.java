package io.tidemill.dbt.compile;

import io.tidemill.dbt.context.Arguments;
import io.tidemill.dbt.context.RefArguments;
import io.tidemill.dbt.context.Relation;
import io.tidemill.dbt.context.RelationQuoting;
import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.PythonValues;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestResource;
import io.tidemill.dbt.manifest.ManifestSource;
import io.tidemill.dbt.manifest.RefIndex;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves {@code ref} and {@code source} at run time. */
final class NodeLookup {
  private NodeLookup() {}

  static ManifestNode ref(
      RunSession session,
      ManifestNode from,
      CallArguments arguments,
      RunScope.References references) {
    RefArguments ref = RefArguments.of(arguments, from.uniqueId());
    String version = ref.version() == null ? null : PythonValues.str(ref.version());
    RefIndex.Answer answer =
        session.index().ref(from.packageName(), ref.packageName(), ref.name(), version);
    ManifestNode target =
        answer.found() == null ? null : session.manifest().nodes().get(answer.found());
    if (target == null) {
      throw notFound(from, "node named '" + ref.name() + "'", answer.disabled());
    }
    boolean declared = from.dependsOn().contains(target.uniqueId());
    if (references == RunScope.References.DECLARED && !declared) {
      throw Arguments.compilation(badContext(from, ref));
    }
    return target;
  }

  private static String badContext(ManifestNode from, RefArguments ref) {
    String call =
        ref.packageName() == null
            ? "ref('" + ref.name() + "')"
            : "ref('" + ref.packageName() + "', '" + ref.name() + "')";
    return "dbt was unable to infer all dependencies for the model \""
        + from.name()
        + "\".\n"
        + "This typically happens when ref() is placed within a conditional block.\n\n"
        + "To fix this, add the following hint to the top of the model \""
        + from.name()
        + "\":\n\n-- depends_on: {{ "
        + call
        + " }}";
  }

  static Relation function(RunSession session, ManifestNode from, CallArguments arguments) {
    String name = PythonValues.str(Arguments.required(arguments, 0, "name", "function"));
    String given = Arguments.text(arguments, 1, "package");
    Map<String, ManifestResource> functions = session.manifest().functions();
    List<String> found =
        RefIndex.functionIds(
            functions.keySet(), session.project().config().name(), from.packageName(), given, name);
    ManifestResource function = found.isEmpty() ? null : functions.get(found.get(0));
    if (function == null) {
      throw notFound(from, "function named '" + name + "'", false);
    }
    Map<String, Object> content = function.content();
    return Relation.of(
        text(content.get("database")),
        text(content.get("schema")),
        text(content.get("alias")),
        "function");
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static Relation source(RunSession session, ManifestNode from, CallArguments arguments) {
    if (arguments.size() != 2) {
      throw Arguments.compilation(
          "source() takes exactly two arguments (" + arguments.size() + " given)");
    }
    String name = PythonValues.str(arguments.positional().get(0));
    String table = PythonValues.str(arguments.positional().get(1));
    RefIndex.Answer answer = session.index().source(from.packageName(), name, table);
    ManifestSource source =
        answer.found() == null ? null : session.manifest().sources().get(answer.found());
    if (source == null) {
      throw notFound(from, "source named '" + name + "." + table + "'", answer.disabled());
    }
    return Relation.of(source.database(), source.schema(), source.identifier())
        .withQuoting(RelationQuoting.of(Map.of(), source.content().get("quoting")));
  }

  private static io.tidemill.dbt.jinja.JinjaException notFound(
      ManifestNode from, String what, boolean disabled) {
    String type = from.resourceType().label();
    return Arguments.compilation(
        Character.toUpperCase(type.charAt(0))
            + type.substring(1)
            + " '"
            + from.uniqueId()
            + "' ("
            + from.originalFilePath()
            + ") depends on a "
            + what
            + (disabled ? " which is disabled" : " which was not found"));
  }
}
