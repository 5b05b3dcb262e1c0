package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.manifest.Manifest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the planner's request of what was typed. */
final class RunRequests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> RUNNABLE =
      Set.of("model", "seed", "snapshot", "test", "unit_test");

  private final ApiOptions api;
  private final ProjectOptions project;
  private final SelectionOptions selection;
  private final StateOptions state;
  private final RunOptions run;
  private final LogOptions logging;

  RunRequests(
      ApiOptions api,
      ProjectOptions project,
      SelectionOptions selection,
      StateOptions state,
      RunOptions run,
      LogOptions logging) {
    this.api = api;
    this.project = project;
    this.selection = selection;
    this.state = state;
    this.run = run;
    this.logging = logging;
  }

  ObjectNode request(String verb) {
    ObjectNode request = JSON.createObjectNode();
    request.put("environment", api.environment());
    request.put("verb", verb);
    if (decidedHere()) {
      nodes().forEach(id -> request.withArray("select").add("unique_id:" + id));
      request.put("indirectSelection", "empty");
    } else {
      selection.select().forEach(request.putArray("select")::add);
      selection.exclude().forEach(request.putArray("exclude")::add);
      request.put("selector", selection.selector());
      request.put("indirectSelection", selection.indirect());
    }
    request.set("vars", JSON.valueToTree(project.variables()));
    request.put("fullRefresh", run.fullRefresh());
    request.put("failFast", run.failFast());
    Map<String, Object> flags = new TreeMap<>(logging.flags());
    flags.putAll(run.flags());
    request.set("flags", JSON.valueToTree(flags));
    return request;
  }

  /** The flags by the names that run_results.json has for them. */
  Map<String, Object> arguments() {
    Map<String, Object> arguments = new TreeMap<>();
    arguments.put("select", selection.select());
    arguments.put("exclude", selection.exclude());
    arguments.put("indirect_selection", selection.indirect());
    arguments.put("vars", project.variables());
    arguments.put("full_refresh", run.fullRefresh());
    arguments.put("fail_fast", run.failFast());
    if (selection.selector() != null) {
      arguments.put("selector", selection.selector());
    }
    logging.flags().forEach((name, value) -> arguments.put(name.toLowerCase(Locale.ROOT), value));
    run.flags().forEach((name, value) -> arguments.put(name.toLowerCase(Locale.ROOT), value));
    return arguments;
  }

  /**
   * An earlier state is on this machine only, and types are no selectors: the planner is given the
   * nodes themselves.
   */
  private boolean decidedHere() {
    return selection.compares() || !run.types().isEmpty() || !run.excludedTypes().isEmpty();
  }

  private Set<String> nodes() {
    Manifest manifest = DbtProject.load(project.source()).manifest();
    Set<String> types = Resources.types(run.types(), run.excludedTypes());
    types.retainAll(RUNNABLE);
    Set<String> nodes =
        new LinkedHashSet<>(selection.in(manifest, state.selection(project.targetPath()), types));
    if (nodes.isEmpty()) {
      throw new UserException(
          "Nothing to do: the selection names no node of these types. See what it names with tidemill ls");
    }
    return nodes;
  }
}
