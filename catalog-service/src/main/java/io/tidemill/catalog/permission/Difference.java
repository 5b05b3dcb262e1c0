package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.Change.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is declared with what is in place and what was applied before. Decides; calls
 * nobody.
 */
final class Difference {
  private final Desired desired;
  private final Actual actual;
  private final Set<Atom> applied;
  private final Guards guards;

  private Difference(Desired desired, Actual actual, Set<Atom> applied, Guards guards) {
    this.desired = desired;
    this.actual = actual;
    this.applied = applied;
    this.guards = guards;
  }

  /**
   * The plan from {@code actual} to {@code desired}.
   *
   * @param before what was applied before; counts only for the same catalog entry
   */
  static Plan between(
      Desired desired, Actual actual, Applied before, Entity entity, Guards guards) {
    boolean recreated =
        before.entityCreatedAt() != null && !before.entityCreatedAt().equals(entity.createdAt());
    Set<Atom> applied = recreated ? Set.of() : before.atoms();
    return new Difference(desired, actual, applied, guards).plan(recreated, entity);
  }

  private Plan plan(boolean recreated, Entity entity) {
    List<Change> changes = new ArrayList<>(additions());
    Set<Atom> surplus = new LinkedHashSet<>(actual.atoms());
    surplus.removeAll(desired.atoms());
    List<Change> removals = removals(surplus, entity);
    changes.addAll(removals);
    removals.forEach(change -> surplus.remove(change.atom()));
    int inPlace = (int) desired.atoms().stream().filter(actual.atoms()::contains).count();
    return new Plan(
        desired.table(),
        desired.mode(),
        changes,
        List.copyOf(surplus),
        inPlace,
        recreated,
        refusal(changes));
  }

  private List<Change> additions() {
    List<Change> additions = new ArrayList<>();
    for (Atom atom : desired.atoms()) {
      if (actual.atoms().contains(atom)) {
        continue;
      }
      if (atom instanceof Atom.Filter filter) {
        boolean exists =
            actualFilters().stream().anyMatch(other -> other.name().equals(filter.name()));
        additions.add(
            exists
                ? new Change(Action.UPDATE_FILTER, filter, "declared differently")
                : new Change(Action.CREATE_FILTER, filter, "declared, missing"));
      } else if (atom instanceof Atom.Tag tag) {
        additions.add(new Change(Action.ADD_TAG, tag, "declared, missing"));
      } else {
        additions.add(new Change(Action.GRANT, atom, "declared, missing"));
      }
    }
    return additions;
  }

  private List<Change> removals(Set<Atom> surplus, Entity entity) {
    List<Change> removals = new ArrayList<>();
    Set<String> deletedFilters = new LinkedHashSet<>();
    for (Atom atom : surplus) {
      String reason = reasonToRemove(atom, entity);
      if (reason == null) {
        continue;
      }
      if (atom instanceof Atom.Filter filter) {
        deletedFilters.add(filter.name());
        removals.add(new Change(Action.DELETE_FILTER, filter, reason));
      } else if (atom instanceof Atom.Tag tag) {
        removals.add(new Change(Action.REMOVE_TAG, tag, reason));
      } else if (atom instanceof Atom.Grant grant) {
        Action action =
            grant.principal().equals(Principal.IAM_ALLOWED_PRINCIPALS)
                ? Action.CLOSE
                : Action.REVOKE;
        removals.add(new Change(action, grant, reason));
      }
    }
    // A filter cannot go while a grant uses it, whoever gave that grant.
    for (Atom atom : surplus) {
      if (atom instanceof Atom.Grant grant
          && grant.scope() instanceof Scope.Filtered scope
          && deletedFilters.contains(scope.filter())
          && removals.stream().noneMatch(change -> change.atom().equals(grant))) {
        removals.add(new Change(Action.REVOKE, grant, "its filter goes"));
      }
    }
    return removals;
  }

  private @Nullable String reasonToRemove(Atom atom, Entity entity) {
    if (desired.mode() == Mode.ADDITIVE) {
      return null;
    }
    if (atom instanceof Atom.Grant grant) {
      return reasonToRevoke(grant, entity);
    }
    if (atom instanceof Atom.Tag tag) {
      boolean replaced =
          desired.atoms().stream()
              .anyMatch(other -> other instanceof Atom.Tag wanted && wanted.samePlace(tag));
      if (replaced || tag.target() instanceof TagTarget.OnDatabase) {
        return null;
      }
      return reason(atom, desired.onlyTheseTags(), "drop_existing");
    }
    Atom.Filter filter = (Atom.Filter) atom;
    boolean redefined =
        desired.atoms().stream()
            .anyMatch(
                other ->
                    other instanceof Atom.Filter wanted && wanted.name().equals(filter.name()));
    return redefined ? null : reason(atom, desired.onlyTheseFilters(), "drop_existing");
  }

  private @Nullable String reasonToRevoke(Atom.Grant grant, Entity entity) {
    if (grant.principal().equals(Principal.IAM_ALLOWED_PRINCIPALS)) {
      return desired.closed() ? "the table is declared closed to IAM" : null;
    }
    if (grant.principal().equals(entity.createdBy())) {
      // The creator's rights look explicit but are implied by having created the table.
      return null;
    }
    if (desired.emptied().contains(grant.permission())
        && grant.scope() instanceof Scope.WholeTable
        && !guards.protects(grant.principal())) {
      return "declared to be held by nobody";
    }
    boolean filterGrant = grant.scope() instanceof Scope.Filtered;
    if (filterGrant && desired.onlyTheseFilters() && !guards.protects(grant.principal())) {
      return "not declared, and drop_existing is set";
    }
    if (desired.mode() == Mode.AUTHORITATIVE && !guards.protects(grant.principal())) {
      return "not declared, and the table is authoritative";
    }
    return applied.contains(grant) ? "applied before, no longer declared" : null;
  }

  private @Nullable String reason(Atom atom, boolean onlyDeclared, String setting) {
    if (onlyDeclared) {
      return "not declared, and " + setting + " is set";
    }
    if (desired.mode() == Mode.AUTHORITATIVE) {
      return "not declared, and the table is authoritative";
    }
    return applied.contains(atom) ? "applied before, no longer declared" : null;
  }

  private @Nullable String refusal(List<Change> changes) {
    for (Atom atom : desired.atoms()) {
      if (atom instanceof Atom.Grant grant
          && guards.runtimeRoles().contains(grant.principal())
          && !(grant.scope() instanceof Scope.WholeTable)) {
        return "Expected the runtime role "
            + grant.principal()
            + " to keep the whole of "
            + desired.table()
            + ", but the project limits it to "
            + grant.scope()
            + "; a Glue session needs full table access, so declare that grant for another principal";
      }
    }
    Set<Principal> losing =
        changes.stream()
            .filter(change -> change.action() == Action.REVOKE)
            .map(change -> ((Atom.Grant) change.atom()).principal())
            .collect(Collectors.toSet());
    for (Principal principal : losing) {
      if (guards.protects(principal)) {
        return "Expected to leave the protected principal "
            + principal
            + " alone, but the plan takes permissions on "
            + desired.table()
            + " from it; declare them again, or take it off tidemill.catalog.permission.protected-principals";
      }
    }
    if (losing.size() > guards.mostPrincipalsRevoked()) {
      return "Expected to take permissions on "
          + desired.table()
          + " from at most "
          + guards.mostPrincipalsRevoked()
          + " principals, but the plan does so from "
          + losing.size()
          + "; check the declaration, or raise tidemill.catalog.permission.most-principals-revoked";
    }
    return null;
  }

  private List<Atom.Filter> actualFilters() {
    return actual.atoms().stream()
        .filter(Atom.Filter.class::isInstance)
        .map(Atom.Filter.class::cast)
        .toList();
  }
}
