package io.tidemill.catalog.api;

import io.tidemill.catalog.permission.Actual;
import io.tidemill.catalog.permission.Atom;
import io.tidemill.catalog.permission.Drift;
import io.tidemill.catalog.permission.Governance;
import io.tidemill.catalog.permission.GovernanceException;
import io.tidemill.catalog.permission.Ledger;
import io.tidemill.catalog.permission.PermissionCallException;
import io.tidemill.catalog.permission.Plan;
import io.tidemill.catalog.permission.Reconciler;
import io.tidemill.catalog.permission.TableName;
import io.tidemill.catalog.project.Project;
import io.tidemill.catalog.project.ProjectUnavailableException;
import io.tidemill.catalog.project.Projects;
import io.tidemill.catalog.state.StateTopic;
import io.tidemill.dbt.manifest.ManifestNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Permissions over HTTP: what would be done, what was done, what is in place, what drifted. Changes
 * nothing.
 */
@RestController
@RequestMapping("/v1/governance")
class GovernanceController {
  private final Projects projects;
  private final Governance governance;
  private final Reconciler reconciler;
  private final Ledger ledger;
  private final StateTopic state;

  GovernanceController(
      Projects projects,
      Governance governance,
      Reconciler reconciler,
      Ledger ledger,
      StateTopic state) {
    this.projects = projects;
    this.governance = governance;
    this.reconciler = reconciler;
    this.ledger = ledger;
    this.state = state;
  }

  @PostMapping("/plan")
  PlanResponse plan(@RequestBody PlanRequest request) throws InterruptedException {
    state.catchUp();
    Project project = projects.open(request.projectDigest());
    List<NodePlan> plans = new ArrayList<>();
    for (ManifestNode node : nodes(project, request.nodes())) {
      plans.add(plan(project, node));
    }
    int changes =
        plans.stream()
            .mapToInt(plan -> plan.plan() == null ? 0 : plan.plan().changes().size())
            .sum();
    return new PlanResponse(changes, plans);
  }

  @GetMapping("/{database}/{table}")
  TableGovernance table(@PathVariable String database, @PathVariable String table)
      throws InterruptedException {
    state.catchUp();
    TableName name = new TableName(database, table);
    Actual actual = reconciler.actual(name);
    List<Atom> atoms =
        actual.atoms().stream().sorted(Comparator.comparing(Atom::toString)).toList();
    return new TableGovernance(name, ledger.find(name).orElse(null), atoms);
  }

  /** Every table that was reconciled, those with differences first. */
  @GetMapping("/drift")
  List<Drift> drift() throws InterruptedException {
    state.catchUp();
    return Drift.of(ledger, reconciler).stream()
        .sorted(Comparator.comparing(Drift::drifted).reversed().thenComparing(Drift::table))
        .toList();
  }

  private static List<ManifestNode> nodes(Project project, @Nullable List<String> ids) {
    return project.manifest().nodes().values().stream()
        .filter(node -> node.relationName() != null && isTable(node))
        .filter(node -> ids == null || ids.isEmpty() || ids.contains(node.uniqueId()))
        .sorted(Comparator.comparing(ManifestNode::uniqueId))
        .toList();
  }

  private static boolean isTable(ManifestNode node) {
    return switch (node.resourceType()) {
      case MODEL, SEED, SNAPSHOT -> true;
      default -> false;
    };
  }

  private NodePlan plan(Project project, ManifestNode node) throws InterruptedException {
    TableName table = new TableName(node.schema(), node.alias());
    try {
      Plan plan =
          governance.plan(
              table,
              node.config().values(),
              project.principals(),
              project.runtimeRole(),
              node.uniqueId());
      return new NodePlan(node.uniqueId(), plan, plan.refusal());
    } catch (GovernanceException | PermissionCallException e) {
      return new NodePlan(node.uniqueId(), null, e.getMessage());
    }
  }

  @ExceptionHandler
  ProblemDetail unavailable(ProjectUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail failed(PermissionCallException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, String.valueOf(e.getMessage()));
  }
}
