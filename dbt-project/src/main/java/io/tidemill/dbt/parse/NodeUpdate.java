package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.Template;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles a node's config and everything that follows from it: tags, meta, group, access, names,
 * refs of hooks.
 */
final class NodeUpdate {
  private static final Set<String> ACCESS = Set.of("private", "protected", "public");

  private final ParseSession session;
  private final NodeNames names;

  NodeUpdate(ParseSession session) {
    this.session = session;
    this.names = new NodeNames(session);
  }

  /** Renders the node once, noting refs, sources, configs and macros, and settles its config. */
  void renderAndUpdate(NodeDraft draft) {
    draft.put("config", config(draft, Map.of()));
    ParseScope scope = new ParseScope(session, draft);
    if (Templates.hasJinja(draft.rawCode())) {
      Template template = Templates.parse(draft.rawCode(), draft.file(), Phase.PARSE);
      draft.writtenConfig(
          draft.type() == ResourceType.MODEL && StaticModel.isStatic(template, draft.rawCode())
              ? StaticModel.config(template)
              : UnrenderedConfig.of(template));
      template.render(scope);
    }
    draft.macros().addAll(scope.calls().direct());
    update(draft, Map.of());
  }

  private Map<String, Object> config(NodeDraft draft, Map<String, ?> patch) {
    return session
        .configs()
        .rendered(draft.type(), draft.fqn(), draft.packageName(), patch, draft.configCall());
  }

  /**
   * Settles the config again, with what a properties file says.
   *
   * @param patch the {@code config:} of the properties file
   */
  void update(NodeDraft draft, Map<String, ?> patch) {
    update(draft, patch, patch);
  }

  /**
   * As {@link #update(NodeDraft, Map)}.
   *
   * @param unrendered the patch as it counts for comparing versions of the project
   */
  void update(NodeDraft draft, Map<String, ?> patch, Map<String, ?> unrendered) {
    Map<String, Object> written = pythonDefault(draft, patch);
    ConfigCheck.checkGiven(draft, draft.configCall());
    ConfigCheck.checkGiven(draft, written);
    Map<String, Object> config = config(draft, written);
    ConfigCheck.check(draft, config);
    ConfigMerge.list(config.get("tags")).forEach(draft::addTag);
    if (config.get("meta") instanceof Map<?, ?> meta && !meta.isEmpty()) {
      draft.put("meta", meta);
    }
    if (config.get("group") != null) {
      draft.put("group", config.get("group"));
    }
    access(draft, config.get("access"));
    if (config.get("docs") instanceof Map<?, ?> docs) {
      draft.put("docs", docs);
    }
    contract(draft, config.get("contract"));
    draft.put(
        "unrendered_config",
        session
            .configs()
            .unrendered(
                draft.type(),
                draft.fqn(),
                draft.packageName(),
                pythonDefault(draft, unrendered),
                unrenderedCall(draft)));
    draft.put("config", config);
    names.update(draft, config);
    if (draft.type() != ResourceType.TEST) {
      renderHooks(draft, config);
    }
  }

  private static Map<String, Object> pythonDefault(NodeDraft draft, Map<String, ?> patch) {
    Map<String, Object> written = new LinkedHashMap<>(patch);
    if (draft.type() == ResourceType.MODEL && "python".equals(draft.text("language"))) {
      written.putIfAbsent("materialized", "table");
    }
    return written;
  }

  private static Map<String, Object> unrenderedCall(NodeDraft draft) {
    return draft.unrenderedConfigCall().isEmpty()
        ? asWritten(draft.configCall())
        : draft.unrenderedConfigCall();
  }

  /** Hooks as the text they were given as. */
  private static Map<String, Object> asWritten(Map<String, Object> call) {
    Map<String, Object> written = new LinkedHashMap<>(call);
    for (String key : List.of("pre-hook", "post-hook")) {
      if (written.get(key) instanceof List<?> hooks
          && hooks.size() == 1
          && hooks.get(0) instanceof Map<?, ?> hook
          && Boolean.TRUE.equals(hook.get("transaction"))) {
        written.put(key, hook.get("sql"));
      }
    }
    return written;
  }

  private static void access(NodeDraft draft, @Nullable Object access) {
    if (draft.type() != ResourceType.MODEL || access == null) {
      return;
    }
    if (!ACCESS.contains(access.toString())) {
      throw new ProjectException(
          new ProjectProblem(
              ProblemKind.COMPILATION,
              "Node "
                  + draft.uniqueId()
                  + " has an invalid value ("
                  + access
                  + ") for the access field",
              draft.file(),
              0,
              0),
          null);
    }
    draft.put("access", access.toString());
  }

  private static void contract(NodeDraft draft, @Nullable Object contract) {
    if (contract instanceof Map<?, ?> fields && draft.content().containsKey("contract")) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("enforced", Boolean.TRUE.equals(fields.get("enforced")));
      value.put("alias_types", !Boolean.FALSE.equals(fields.get("alias_types")));
      Object known =
          draft.content().get("contract") instanceof Map<?, ?> old ? old.get("checksum") : null;
      value.put("checksum", known);
      draft.put("contract", value);
    }
  }

  private void renderHooks(NodeDraft draft, Map<String, Object> config) {
    boolean seed = draft.type() == ResourceType.SEED;
    for (String key : List.of("pre-hook", "post-hook")) {
      for (Object hook : ConfigMerge.list(config.get(key))) {
        Object sql = hook instanceof Map<?, ?> fields ? fields.get("sql") : null;
        if (sql != null && Templates.hasJinja(sql.toString())) {
          ParseScope scope = new ParseScope(session, draft);
          Templates.renderParsing(sql.toString(), draft.file(), scope);
          draft.macros().addAll(scope.calls().direct());
        }
      }
    }
    if (seed) {
      refuseReferences(draft);
    }
  }

  private static void refuseReferences(NodeDraft draft) {
    Object refs = draft.content().remove("refs");
    Object sources = draft.content().remove("sources");
    if (!ConfigMerge.list(refs).isEmpty() || !ConfigMerge.list(sources).isEmpty()) {
      throw new ProjectException(
          new ProjectProblem(
              ProblemKind.PARSING,
              "Seeds cannot depend on other nodes. dbt detected a seed with a pre- or post-hook\n"
                  + "that calls 'ref', 'source', or 'metric', either directly or indirectly via"
                  + " other macros.\n\n"
                  + "Error raised for '"
                  + draft.uniqueId()
                  + "'; take the call out of its hooks",
              draft.file(),
              0,
              0),
          null);
    }
  }
}
