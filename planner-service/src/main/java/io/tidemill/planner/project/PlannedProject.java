package io.tidemill.planner.project;

import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.selection.IndirectSelection;
import io.tidemill.dbt.selection.Selection;
import io.tidemill.dbt.selection.SelectionState;
import io.tidemill.dbt.selection.Selector;
import io.tidemill.orchestration.dag.Dag;
import io.tidemill.orchestration.engine.Project;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.planner.trigger.LandingLocation;
import io.tidemill.planner.trigger.Schedule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A dbt project as planning sees it: its graph, what triggers mean to it, what a selection names.
 * Immutable.
 */
public final class PlannedProject implements Project {
  private static final String UNIQUE_ID = "unique_id:";

  private final Manifest manifest;
  private final Dag dag;
  private final TriggerMatching matching;
  private final List<Schedule> schedules;

  /**
   * @throws IllegalArgumentException when a {@code meta.tidemill} in it is not as it must be
   */
  PlannedProject(Manifest manifest) {
    this.manifest = manifest;
    this.dag = ManifestDag.of(manifest);
    this.matching =
        TriggerMatching.of(
            manifest.sources().values(),
            node -> manifest.node(node.value()).isPresent(),
            (select, exclude) -> select(new Selection(select, exclude, IndirectSelection.EAGER)));
    this.schedules = MetaSchedules.of(manifest);
  }

  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Dag dag() {
    return dag;
  }

  @Override
  public List<Match> match(Trigger trigger) {
    return matching.match(trigger);
  }

  @Override
  public Set<NodeId> select(RunRequest request) {
    IndirectSelection indirect = indirect(request.indirectSelection());
    String selector = request.selector();
    if (selector != null) {
      if (!request.select().isEmpty() || !request.exclude().isEmpty()) {
        throw new IllegalArgumentException(
            "Expected the selector '%s' alone, but select or exclude is given with it"
                .formatted(selector));
      }
      return nodes(() -> Selector.byName(manifest, selector, SelectionState.none()));
    }
    List<String> named = request.select().stream().filter(s -> s.startsWith(UNIQUE_ID)).toList();
    if (!named.isEmpty()) {
      return named(request, named);
    }
    return select(new Selection(request.select(), request.exclude(), indirect));
  }

  /** Nodes by their ids, chosen by somebody who has what the choice depends on. */
  private Set<NodeId> named(RunRequest request, List<String> named) {
    if (named.size() < request.select().size() || !request.exclude().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected unique_id: with nothing else to select or exclude, but there is more");
    }
    Set<NodeId> nodes = new LinkedHashSet<>();
    for (String name : named) {
      NodeId id = new NodeId(name.substring(UNIQUE_ID.length()));
      if (dag.node(id).isEmpty()) {
        throw new IllegalArgumentException(
            "Expected node '%s' to be in the project version that serves, but it is not; deploy the project again"
                .formatted(id));
      }
      nodes.add(id);
    }
    return nodes;
  }

  private static IndirectSelection indirect(String word) {
    try {
      return IndirectSelection.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected indirect selection to be eager, cautious, buildable or empty, but it is '%s'"
              .formatted(word),
          e);
    }
  }

  private Set<NodeId> select(Selection selection) {
    return nodes(() -> Selector.select(manifest, selection));
  }

  private static Set<NodeId> nodes(Supplier<Set<String>> selecting) {
    Set<NodeId> nodes = new LinkedHashSet<>();
    try {
      selecting.get().forEach(id -> nodes.add(new NodeId(id)));
    } catch (ProjectException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return nodes;
  }

  List<LandingLocation> landingLocations() {
    return matching.landingLocations();
  }

  List<Schedule> schedules() {
    return schedules;
  }
}
