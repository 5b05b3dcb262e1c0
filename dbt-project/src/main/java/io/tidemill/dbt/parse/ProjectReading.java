package io.tidemill.dbt.parse;

import io.tidemill.dbt.context.Templates;
import io.tidemill.dbt.error.Problems;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.jinja.JinjaException;
import io.tidemill.dbt.manifest.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the nodes and properties of a session's files and settles what they mean to each other. */
final class ProjectReading {
  /** Sections whose entries depend on others in more ways than by ref and source. */
  private static final Set<String> REPEATED =
      Set.of("exposures", "unit_tests", "metrics", "semantic_models", "saved_queries");

  private final ParseSession session;
  private final Drafts drafts;
  private final Problems problems;
  private final List<Properties> entries = new ArrayList<>();

  ProjectReading(ParseSession session, Drafts drafts) {
    this.session = session;
    this.drafts = drafts;
    this.problems = session.problems();
  }

  /**
   * Reads everything into the drafts.
   *
   * @throws ProjectException when something is wrong
   */
  void read() {
    for (Package owner : session.packages().values()) {
      new NodeReader(session, owner, drafts).readAll();
    }
    properties();
    problems.throwIfAny();
    new References(session, drafts).resolveAll();
    new DocBlocks(session, drafts).renderAll();
    new PrimaryKeys(drafts).inferAll();
    problems.throwIfAny();
    noteRepeated();
  }

  private void noteRepeated() {
    for (Properties entry : entries) {
      if (REPEATED.contains(entry.section()) || isTimed(entry.written())) {
        drafts.repeat(entry.owner().name() + "://" + entry.file());
      }
    }
    drafts.nodes().values().forEach(this::noteTimed);
    drafts.disabled().values().forEach(list -> list.forEach(this::noteTimed));
    drafts.exposures().values().forEach(this::noteTimed);
  }

  private void noteTimed(NodeDraft draft) {
    if (draft.timed()) {
      drafts.repeat(draft.packageName() + "://" + draft.file());
    }
  }

  private static boolean isTimed(@Nullable Object written) {
    if (written instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(ProjectReading::isTimed);
    }
    if (written instanceof List<?> list) {
      return list.stream().anyMatch(ProjectReading::isTimed);
    }
    return written instanceof String text
        && Templates.hasJinja(text)
        && (text.contains("modules") || text.contains("run_started_at"));
  }

  /** The entries of all properties files that were read. */
  List<Properties> entries() {
    return entries;
  }

  private void properties() {
    for (Package owner : session.packages().values()) {
      entries.addAll(new PropertiesReader(session, owner).readAll());
    }
    NodePatch patch = new NodePatch(session, drafts);
    MacroPatch macroPatch = new MacroPatch(session.macros());
    YamlSnapshot snapshots = new YamlSnapshot(session, drafts);
    OtherResources others = new OtherResources(session, drafts);
    for (Properties entry : entries) {
      attempt(
          entry,
          () -> {
            if (entry.section().equals("snapshots")) {
              snapshots.build(entry);
            }
          });
    }
    for (Properties entry : entries) {
      attempt(
          entry,
          () -> {
            switch (entry.section()) {
              case "models", "seeds", "snapshots", "analyses", "data_tests", "functions" ->
                  patch.apply(entry);
              case "macros" -> macroPatch.apply(entry);
              case "exposures",
                  "groups",
                  "unit_tests",
                  "metrics",
                  "semantic_models",
                  "saved_queries" ->
                  others.build(entry);
              default -> {
                // Sources come after all nodes, as their tests do in dbt.
              }
            }
          });
    }
    for (NodeDraft draft : drafts.nodes().values()) {
      if (draft.type() == ResourceType.SNAPSHOT) {
        SnapshotCheck.check(draft, problems);
      }
    }
    tests(patch);
    sources();
  }

  /** Nodes are only read here, so that entries can be worked on at the same time. */
  private void tests(NodePatch patch) {
    for (Outcome<NodeDraft> outcome :
        Parallel.map(
            entries,
            entry -> {
              GenericTests tests = new GenericTests(session, drafts);
              Outcome<NodeDraft> failed =
                  Outcome.of(
                      entry.file(),
                      () -> {
                        patch.makeTests(entry, tests);
                        return List.of();
                      });
              return failed.problems().isEmpty() ? tests.outcome() : failed;
            })) {
      outcome.into(problems, draft -> GenericTests.add(draft, drafts, problems));
    }
  }

  private void sources() {
    SourceBuilder sources = new SourceBuilder(session, drafts);
    for (Properties entry : entries) {
      if (entry.section().equals("sources")) {
        GenericTests tests = new GenericTests(session, drafts);
        attempt(entry, () -> sources.build(entry, tests));
        tests.outcome().into(problems, draft -> GenericTests.add(draft, drafts, problems));
      }
    }
  }

  private void attempt(Properties entry, Runnable step) {
    try {
      step.run();
    } catch (JinjaException e) {
      problems.add(JinjaProblems.of(e, entry.file()));
    } catch (ProjectException e) {
      problems.add(e);
    }
  }
}
