package io.tidemill.planner.project;

import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.dbt.selection.IndirectSelection;
import io.tidemill.dbt.selection.Selection;
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

/**
 * A dbt project as planning sees it: its graph, what triggers mean to it, what a selection names.
 * Immutable.
 */
public final class PlannedProject implements Project {
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
    if (request.selector() != null) {
      throw new IllegalArgumentException(
          "Expected a run to name what it selects with select and exclude, but it names the selector '%s'"
              .formatted(request.selector()));
    }
    return select(new Selection(request.select(), request.exclude(), indirect));
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
    Set<NodeId> nodes = new LinkedHashSet<>();
    try {
      Selector.select(manifest, selection).forEach(id -> nodes.add(new NodeId(id)));
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
