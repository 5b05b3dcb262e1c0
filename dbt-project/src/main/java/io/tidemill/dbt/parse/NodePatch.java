package io.tidemill.dbt.parse;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what properties files say about models, seeds, snapshots, analyses and singular tests to
 * their nodes.
 */
final class NodePatch {
  private static final Logger LOG = LoggerFactory.getLogger(NodePatch.class);
  private static final List<String> MOVED_INTO_CONFIG =
      List.of("meta", "docs", "group", "contract", "access");
  private static final Set<String> CONSTRAINTS =
      Set.of("check", "not_null", "unique", "primary_key", "foreign_key", "custom");

  private final Drafts drafts;
  private final NodeUpdate update;

  NodePatch(ParseSession session, Drafts drafts) {
    this.drafts = drafts;
    this.update = new NodeUpdate(session);
  }

  /**
   * Patches nodes only; the tests of the entry are made by {@link #makeTests}, once all nodes have
   * their names.
   */
  void apply(Properties entry) {
    ResourceType type = type(entry.section());
    if (!entry.maps("versions").isEmpty() && type == ResourceType.MODEL) {
      new VersionedModel(this, drafts, entry).apply();
      return;
    }
    Map<String, Object> config = config(entry);
    NodeDraft draft = drafts.find(type, entry.owner().name(), entry.name());
    if (draft != null) {
      if (draft.patched()) {
        throw duplicate(entry, draft);
      }
      patch(draft, entry, entry.fields(), config);
      drafts.move(draft.uniqueId(), draft);
      return;
    }
    List<NodeDraft> disabled =
        new ArrayList<>(drafts.findDisabled(type, entry.owner().name(), entry.name()));
    disabled.forEach(
        found -> {
          patch(found, entry, entry.fields(), config);
          drafts.move(found.uniqueId(), found);
        });
    if (disabled.isEmpty()) {
      LOG.warn(
          "Did not find matching node for patch with name '{}' in the '{}' section of file '{}'",
          entry.name(),
          entry.section(),
          entry.file());
    }
  }

  static ResourceType type(String section) {
    return switch (section) {
      case "models" -> ResourceType.MODEL;
      case "seeds" -> ResourceType.SEED;
      case "snapshots" -> ResourceType.SNAPSHOT;
      case "analyses" -> ResourceType.ANALYSIS;
      case "functions" -> ResourceType.FUNCTION;
      default -> ResourceType.TEST;
    };
  }

  /** The entry's {@code config} with the keys dbt also takes beside it. */
  static Map<String, Object> config(Properties entry) {
    Map<String, Object> config = entry.map("config");
    for (String key : MOVED_INTO_CONFIG) {
      if (entry.fields().containsKey(key)) {
        if (config.containsKey(key)) {
          throw failure(
              entry,
              "In "
                  + entry.file()
                  + ": found "
                  + key
                  + " dictionary in 'config' dictionary and as top-level key. Remove the top-level"
                  + " key and define it under 'config' dictionary only.");
        }
        config.put(key, entry.get(key));
      }
    }
    return config;
  }

  /**
   * @param fields the entry's fields, or those of one version over them
   */
  void patch(
      NodeDraft draft, Properties entry, Map<String, Object> fields, Map<String, Object> config) {
    patch(draft, entry, fields, config, Properties.mapOf(entry.written().get("config")));
  }

  /**
   * As {@link #patch(NodeDraft, Properties, Map, Map)}.
   *
   * @param written the config as it stands in the file
   */
  void patch(
      NodeDraft draft,
      Properties entry,
      Map<String, Object> fields,
      Map<String, Object> config,
      Map<String, Object> written) {
    draft.markPatched();
    draft.put("patch_path", entry.patchPath());
    Object description = fields.get("description");
    draft.put("description", description == null ? "" : description.toString());
    draft.put("columns", ColumnContent.of(Properties.mapsOf(fields.get("columns"))));
    if (draft.type() == ResourceType.MODEL) {
      model(draft, entry, fields);
    }
    if (draft.type() == ResourceType.FUNCTION) {
      FunctionPatch.apply(drafts, draft, entry);
    }
    if (!config.isEmpty() || draft.content().get("version") != null) {
      boolean keptAsWritten = draft.type() != ResourceType.TEST;
      update.update(draft, config, keptAsWritten ? DeepMerge.prepending(config, written) : config);
    }
    if (draft.type() == ResourceType.MODEL) {
      Contracts.apply(draft, entry);
    }
  }

  private static void model(NodeDraft draft, Properties entry, Map<String, Object> fields) {
    draft.put("deprecation_date", deprecation(fields.get("deprecation_date")));
    List<Object> constraints = new ArrayList<>();
    for (Map<String, Object> constraint : Properties.mapsOf(fields.get("constraints"))) {
      if (!CONSTRAINTS.contains(String.valueOf(constraint.get("type")))) {
        throw failure(
            entry,
            "Invalid constraint type on model "
                + draft.name()
                + ": Type must be one of ['check', 'not_null', 'unique', 'primary_key',"
                + " 'foreign_key', 'custom']");
      }
      constraints.add(ColumnContent.constraint(constraint, true));
    }
    draft.put("constraints", constraints);
    ForeignKeys.note(draft, entry);
    if (fields.get("time_spine") instanceof Map<?, ?> spine) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("standard_granularity_column", spine.get("standard_granularity_column"));
      content.put("custom_granularities", ConfigMerge.list(spine.get("custom_granularities")));
      draft.put("time_spine", content);
    }
  }

  private static @Nullable String deprecation(@Nullable Object date) {
    if (date == null) {
      return null;
    }
    String text = date.toString();
    return text.length() == 10 ? text + "T00:00:00+00:00" : text;
  }

  /** Makes the tests of an entry. */
  void makeTests(Properties entry, GenericTests tests) {
    switch (entry.section()) {
      case "models" -> {
        if (entry.maps("versions").isEmpty()) {
          tests.make(entry, entry.fields(), null);
        } else {
          new VersionedModel(this, drafts, entry)
              .forEachVersion((version, fields) -> tests.make(entry, fields, version));
        }
      }
      case "seeds", "snapshots" -> tests.make(entry, entry.fields(), null);
      default -> {
        // Analyses and singular tests have no tests of their own.
      }
    }
  }

  private static ProjectException duplicate(Properties entry, NodeDraft draft) {
    return failure(
        entry,
        "dbt found two schema.yml entries for the same resource named "
            + draft.name()
            + ". Resources and their associated columns may only be described a single time. To fix"
            + " this, remove the resource entry for "
            + draft.name()
            + " in one of these files:\n - "
            + draft.text("patch_path").replaceFirst("^.*://", "")
            + "\n - "
            + entry.file());
  }

  static ProjectException failure(Properties entry, String message) {
    return new ProjectException(
        new ProjectProblem(
            ProblemKind.PARSING,
            message,
            entry.file(),
            entry.position().line(),
            entry.position().column()),
        null);
  }
}
