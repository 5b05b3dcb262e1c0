package io.tidemill.executor.materialization;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * dbt's comment in the SQL that runs for a node, by which logs of the engine can be traced to it.
 *
 * <p>It stands on the first line of the statement, not on one of its own: Spark's line numbers stay
 * those of the compiled SQL.
 *
 * @param text the comment without its delimiters; empty for none
 */
record QueryComment(String text) {
  static final QueryComment NONE = new QueryComment("");

  /** The comment that the project asks for: dbt's own unless it names another or none. */
  static QueryComment of(MaterializationContext context) {
    @Nullable Object section = context.project().config().queryComment();
    if (section == null) {
      return NONE;
    }
    @Nullable Object own = section instanceof Map<?, ?> map ? map.get("comment") : section;
    boolean silenced =
        section instanceof Map<?, ?> map && map.containsKey("comment") && own == null;
    if (silenced || "".equals(own)) {
      return NONE;
    }
    return new QueryComment(own == null ? standard(context) : rendered(context, own.toString()));
  }

  String before(String sql) {
    return text.isEmpty() ? sql : "/* " + text.replace("*/", "* /") + " */ " + sql;
  }

  private static String rendered(MaterializationContext context, String comment) {
    return comment.contains("{{") || comment.contains("{%")
        ? context.compiler().compileInline(comment).compiledCode().strip()
        : comment;
  }

  private static String standard(MaterializationContext context) {
    DbtProject project = context.project();
    ManifestNode node = context.node();
    Map<String, String> content = new LinkedHashMap<>();
    content.put("app", "dbt");
    content.put(
        "dbt_version", Objects.toString(project.manifest().metadata().get("dbt_version"), ""));
    content.put("profile_name", project.profile().name());
    content.put("target_name", project.profile().target());
    content.put("node_id", node.uniqueId());
    return content.entrySet().stream()
        .map(entry -> json(entry.getKey()) + ": " + json(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
