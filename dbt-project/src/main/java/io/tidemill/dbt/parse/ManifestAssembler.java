package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.Section;
import io.tidemill.dbt.context.DbtVersion;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts the parsed resources together as a manifest. */
final class ManifestAssembler {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ParseSession session;

  ManifestAssembler(ParseSession session) {
    this.session = session;
  }

  Manifest assemble(List<Resource> resources, Map<String, Object> selectors) {
    return assemble(resources, selectors, Edges.of(resources));
  }

  Manifest assemble(List<Resource> resources, Map<String, Object> selectors, Edges edges) {
    return new Manifest(
        new ManifestParts(
            metadata(),
            section(resources, Section.NODE, ManifestNode::new),
            section(resources, Section.SOURCE, ManifestSource::new),
            section(resources, Section.MACRO, ManifestMacro::new),
            section(resources, Section.DOC, ManifestResource::new),
            section(resources, Section.EXPOSURE, ManifestExposure::new),
            section(resources, Section.METRIC, ManifestResource::new),
            section(resources, Section.GROUP, ManifestResource::new),
            selectors,
            disabled(resources),
            edges.parents(),
            edges.children(),
            edges.groups(),
            section(resources, Section.SAVED_QUERY, ManifestResource::new),
            section(resources, Section.SEMANTIC_MODEL, ManifestResource::new),
            section(resources, Section.UNIT_TEST, ManifestResource::new),
            section(resources, Section.FUNCTION, ManifestResource::new)));
  }

  private static <T> Map<String, T> section(
      List<Resource> resources, Section section, Function<Map<String, Object>, T> make) {
    Map<String, T> made = new LinkedHashMap<>();
    for (Resource resource : resources) {
      if (resource.section() == section) {
        made.put(resource.uniqueId(), make.apply(resource.content()));
      }
    }
    return made;
  }

  private static Map<String, List<Map<String, Object>>> disabled(List<Resource> resources) {
    Map<String, List<Map<String, Object>>> disabled = new LinkedHashMap<>();
    for (Resource resource : resources) {
      if (resource.section() == Section.DISABLED || resource.section() == Section.DISABLED_OTHER) {
        disabled
            .computeIfAbsent(resource.uniqueId(), id -> new ArrayList<>())
            .add(resource.content());
      }
    }
    return disabled;
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
}
