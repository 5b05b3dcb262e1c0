package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.GenericTestArguments;
import io.tidemill.dbt.context.Phase;
import io.tidemill.dbt.context.ProjectMacro;
import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.jinja.Template;
import io.tidemill.dbt.manifest.ResourceType;
import io.tidemill.dbt.yaml.YamlPosition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes test nodes from the tests that one entry of a properties file lists. One entry, one thread.
 */
final class GenericTests {
  /**
   * What these are on is known without rendering them, which saves most of the work of a large
   * project.
   */
  private static final Set<String> SHORTCUTS =
      Set.of("macro.dbt.test_not_null", "macro.dbt.test_unique");

  private final ParseSession session;
  private final Drafts drafts;
  private final NodeUpdate update;
  private final List<NodeDraft> made = new ArrayList<>();
  private final List<ProjectProblem> problems = new ArrayList<>();

  GenericTests(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
    this.update = new NodeUpdate(session);
  }

  /**
   * What a test is on.
   *
   * @param name model or source_table
   * @param modelText how the test names it: {@code ref('a')}
   * @param prefix {@code source_} for sources
   * @param version of a versioned model, else null
   */
  record On(
      Package owner,
      String file,
      YamlPosition position,
      String name,
      String modelText,
      String prefix,
      String fileKey,
      @Nullable String attachedName,
      @Nullable Object version) {}

  /** The tests of a model, seed or snapshot. */
  void make(Properties entry, Map<String, Object> fields, @Nullable Object version) {
    String ref =
        version == null
            ? "ref('" + entry.name() + "')"
            : "ref('" + entry.name() + "', version='" + version + "')";
    String name = version == null ? entry.name() : entry.name() + "_v" + version;
    On on =
        new On(
            entry.owner(),
            entry.file(),
            entry.position(),
            name,
            ref,
            "",
            entry.section() + "." + entry.name(),
            entry.name(),
            version);
    boolean quoteColumns = Boolean.TRUE.equals(fields.get("quote_columns"));
    for (Map<String, Object> column : Properties.mapsOf(fields.get("columns"))) {
      for (Object test : Properties.tests(column)) {
        make(on, test, columnName(column, quoteColumns), columnTags(column));
      }
    }
    for (Object test : Properties.tests(fields)) {
      make(on, test, null, List.of());
    }
  }

  static String columnName(Map<String, Object> column, boolean quoteColumns) {
    String name = String.valueOf(column.get("name"));
    Object quote = column.get("quote");
    boolean quoted = quote == null ? quoteColumns : Boolean.TRUE.equals(quote);
    return quoted ? "`" + name + "`" : name;
  }

  static List<Object> columnTags(Map<String, Object> column) {
    Set<Object> tags = new LinkedHashSet<>(ConfigMerge.list(column.get("tags")));
    tags.addAll(ConfigMerge.list(Properties.mapOf(column.get("config")).get("tags")));
    return new ArrayList<>(tags);
  }

  void make(On on, Object written, @Nullable String columnName, List<Object> tags) {
    try {
      made.add(build(on, written, columnName, tags));
    } catch (JinjaException e) {
      problems.add(JinjaProblems.of(e, on.file()));
    } catch (ProjectException e) {
      problems.addAll(e.problems());
    }
  }

  /** All that {@code make} was called for. */
  Outcome<NodeDraft> outcome() {
    return new Outcome<>(made, problems);
  }

  /** Adds a test that was made to the project. */
  static void add(NodeDraft draft, Drafts drafts, Problems problems) {
    NodeDraft known = drafts.add(draft);
    if (known != null) {
      problems.add(
          ProblemKind.DUPLICATE_RESOURCE,
          "dbt found two tests with the name \""
              + draft.name()
              + "\" on one resource in "
              + draft.file()
              + ". To fix this, give one of them another name or remove it",
          draft.file());
    }
  }

  private NodeDraft build(On on, Object written, @Nullable String columnName, List<Object> tags) {
    GenericTestSpec spec = GenericTestSpec.parse(session, on, written, columnName);
    String id = "test." + on.owner().name() + "." + spec.fqnName() + "." + spec.hash();
    NodeDraft draft =
        new NodeDraft(
            ResourceType.TEST,
            on.file(),
            NodeContent.of(
                ResourceType.TEST,
                new NodeContent.Origin(on.owner().name(), spec.compiledName() + ".sql", on.file()),
                id,
                spec.fqnName(),
                fqn(on, spec.fqnName()),
                spec.rawCode(),
                "none",
                "",
                session.defaults(null)));
    Set<String> allTags = new TreeSet<>();
    tags.forEach(tag -> allTags.add(String.valueOf(tag)));
    ConfigMerge.list(spec.config().get("tags")).forEach(tag -> allTags.add(String.valueOf(tag)));
    allTags.forEach(draft::addTag);
    draft.put("description", spec.description());
    draft.put("column_name", columnName);
    draft.put("file_key_name", on.fileKey());
    draft.put("attached_node", null);
    draft.put("test_metadata", spec.metadata());
    ConfigMerge.apply(draft.configCall(), spec.config());
    render(draft, spec);
    attach(draft, on);
    return draft;
  }

  private void render(NodeDraft draft, GenericTestSpec spec) {
    ProjectMacro macro = spec.macro();
    if (macro != null) {
      draft.macros().add(macro.uniqueId());
      if (SHORTCUTS.contains(macro.uniqueId())) {
        spec.noteParent(draft);
        update.update(draft, Map.of());
        return;
      }
    }
    draft.put(
        "config",
        session
            .configs()
            .rendered(
                draft.type(), draft.fqn(), draft.packageName(), Map.of(), draft.configCall()));
    ParseScope scope = new ParseScope(session, draft);
    scope.defineArguments(
        GenericTestArguments.render(spec.arguments(), draft.columnName(), draft.file(), scope));
    Template template = Templates.parse(draft.rawCode(), draft.file(), Phase.PARSE);
    draft.writtenConfig(UnrenderedConfig.of(template));
    template.render(scope);
    draft.macros().addAll(scope.calls().direct());
    update.update(draft, Map.of());
  }

  private void attach(NodeDraft draft, On on) {
    if (on.attachedName() == null) {
      return;
    }
    NodeDraft attached = find(on);
    if (attached != null) {
      draft.put("attached_node", attached.uniqueId());
      draft.put("group", attached.content().get("group"));
    }
  }

  private @Nullable NodeDraft find(On on) {
    for (ResourceType type :
        List.of(ResourceType.MODEL, ResourceType.SEED, ResourceType.SNAPSHOT)) {
      String id =
          type.label()
              + "."
              + on.owner().name()
              + "."
              + on.attachedName()
              + (on.version() == null ? "" : ".v" + on.version());
      NodeDraft draft = drafts.nodes().get(id);
      if (draft != null) {
        return draft;
      }
      List<NodeDraft> disabled = drafts.disabled().get(id);
      if (disabled != null) {
        return disabled.get(0);
      }
    }
    return null;
  }

  /** Package, folders of the file below its resource folder, name. */
  private static List<String> fqn(On on, String name) {
    List<String> fqn = new ArrayList<>();
    fqn.add(on.owner().name());
    String[] parts = on.file().split("/");
    for (int i = 1; i < parts.length - 1; i++) {
      fqn.add(parts[i]);
    }
    fqn.add(name);
    return fqn;
  }
}
