package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.DbtVersion;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.manifest.ManifestExposure;
import io.tidemill.dbt.manifest.ManifestMacro;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.dbt.manifest.ManifestParts;
import io.tidemill.dbt.manifest.ManifestResource;
import io.tidemill.dbt.manifest.ManifestSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the parsed resources together as a manifest. */
final class ManifestAssembler {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ParseSession session;
  private final Drafts drafts;
  private final Map<String, Object> selectors;

  ManifestAssembler(ParseSession session, Drafts drafts, Map<String, Object> selectors) {
    this.session = session;
    this.drafts = drafts;
    this.selectors = selectors;
  }

  Manifest assemble() {
    Map<String, ManifestNode> nodes = new LinkedHashMap<>();
    drafts.nodes().forEach((id, draft) -> nodes.put(id, new ManifestNode(draft.content())));
    Map<String, ManifestSource> sources = new LinkedHashMap<>();
    drafts.sources().forEach((id, content) -> sources.put(id, new ManifestSource(content)));
    Map<String, ManifestExposure> exposures = new LinkedHashMap<>();
    drafts
        .exposures()
        .forEach((id, draft) -> exposures.put(id, new ManifestExposure(draft.content())));
    Map<String, ManifestMacro> macros = new LinkedHashMap<>();
    for (ProjectMacro macro : session.macros().all()) {
      macros.put(macro.uniqueId(), new ManifestMacro(macro.content()));
    }
    Map<String, List<String>> parents = parents();
    return new Manifest(
        new ManifestParts(
            metadata(),
            nodes,
            sources,
            macros,
            resources(drafts.docs()),
            exposures,
            contents(drafts.metrics()),
            resources(drafts.groups()),
            selectors,
            disabled(),
            parents,
            children(parents),
            groupMap(),
            contents(drafts.savedQueries()),
            contents(drafts.semanticModels()),
            contents(drafts.unitTests()),
            contents(drafts.functions())));
  }

  private Map<String, Object> metadata() {
    Map<String, Object> env = new LinkedHashMap<>();
    session
        .source()
        .environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith("DBT_ENV_CUSTOM_ENV_")) {
                env.put(name.substring("DBT_ENV_CUSTOM_ENV_".length()), value);
              }
            });
    String started = TIME.format(session.startedAt());
    return ConfigDefaults.of(
        "dbt_schema_version",
        "https://schemas.getdbt.com/dbt/manifest/v12.json",
        "dbt_version",
        DbtVersion.VALUE,
        "generated_at",
        started,
        "invocation_id",
        session.invocationId(),
        "invocation_started_at",
        started,
        "env",
        env,
        "project_name",
        session.root().name(),
        "project_id",
        Digests.md5(session.root().name()),
        "user_id",
        null,
        "send_anonymous_usage_stats",
        false,
        "adapter_type",
        "glue",
        "quoting",
        quoting(),
        "run_started_at",
        started.replace("Z", "+00:00"));
  }

  private Map<String, Object> quoting() {
    Map<String, Object> quoting =
        ConfigDefaults.of("database", false, "schema", false, "identifier", false, "column", null);
    quoting.putAll(session.root().config().quoting());
    return quoting;
  }

  private static Map<String, ManifestResource> resources(
      Map<String, Map<String, Object>> contents) {
    Map<String, ManifestResource> resources = new LinkedHashMap<>();
    contents.forEach((id, content) -> resources.put(id, new ManifestResource(content)));
    return resources;
  }

  private static Map<String, ManifestResource> contents(Map<String, NodeDraft> drafts) {
    Map<String, ManifestResource> resources = new LinkedHashMap<>();
    drafts.forEach((id, draft) -> resources.put(id, new ManifestResource(draft.content())));
    return resources;
  }

  private Map<String, List<Map<String, Object>>> disabled() {
    Map<String, List<Map<String, Object>>> disabled = new LinkedHashMap<>();
    drafts
        .disabled()
        .forEach(
            (id, list) -> {
              List<Map<String, Object>> contents = new ArrayList<>();
              list.forEach(draft -> contents.add(draft.content()));
              disabled.put(id, contents);
            });
    disabled.putAll(drafts.disabledOthers());
    return disabled;
  }

  private Map<String, List<String>> parents() {
    Map<String, List<String>> parents = new LinkedHashMap<>();
    drafts.nodes().forEach((id, draft) -> parents.put(id, dependencies(draft.content())));
    drafts.sources().keySet().forEach(id -> parents.put(id, List.of()));
    for (Map<String, NodeDraft> section :
        List.of(
            drafts.functions(),
            drafts.exposures(),
            drafts.metrics(),
            drafts.semanticModels(),
            drafts.savedQueries(),
            drafts.unitTests())) {
      section.forEach((id, draft) -> parents.put(id, dependencies(draft.content())));
    }
    return parents;
  }

  private static List<String> dependencies(Map<String, Object> content) {
    List<String> dependencies = new ArrayList<>();
    Map<String, Object> dependsOn = Properties.mapOf(content.get("depends_on"));
    ConfigMerge.list(dependsOn.get("nodes")).forEach(id -> dependencies.add(id.toString()));
    Collections.sort(dependencies);
    return dependencies;
  }

  private static Map<String, List<String>> children(Map<String, List<String>> parents) {
    Map<String, List<String>> children = new LinkedHashMap<>();
    parents.keySet().forEach(id -> children.put(id, new ArrayList<>()));
    parents.forEach(
        (id, list) ->
            list.forEach(
                parent -> {
                  List<String> known = children.get(parent);
                  if (known != null) {
                    known.add(id);
                  }
                }));
    children.values().forEach(Collections::sort);
    return children;
  }

  private Map<String, List<String>> groupMap() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    drafts
        .groups()
        .values()
        .forEach(group -> groups.put(String.valueOf(group.get("name")), new ArrayList<>()));
    drafts
        .nodes()
        .forEach(
            (id, draft) -> {
              Object group = draft.content().get("group");
              List<String> members = group == null ? null : groups.get(group.toString());
              if (members != null) {
                members.add(id);
              }
            });
    groups.values().forEach(Collections::sort);
    return groups;
  }
}
