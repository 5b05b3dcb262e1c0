package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.AuditTrail.Cause;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a node's config to permissions in place: reads the declaration, then reconciles or plans.
 */
public final class Governance {
  private final Reconciler reconciler;
  private final Principals principals;
  private final Guards guards;
  private final Mode usualMode;
  private final boolean enabled;

  public Governance(
      Reconciler reconciler,
      Principals principals,
      Guards guards,
      Mode usualMode,
      boolean enabled) {
    this.reconciler = reconciler;
    this.principals = principals;
    this.guards = guards;
    this.usualMode = usualMode;
    this.enabled = enabled;
  }

  /**
   * Brings a table's permissions to what its node declares.
   *
   * @param aliases aliases of principals that the project brings along; the service's own win
   * @param runtimeRole role the project's sessions run under
   * @throws GovernanceException when the declaration cannot be
   */
  public Outcome reconcile(
      TableName table,
      Map<String, ?> config,
      Map<String, String> aliases,
      @Nullable String runtimeRole,
      Cause cause)
      throws InterruptedException {
    if (!enabled) {
      return Outcome.nothingDeclared();
    }
    return reconciler.reconcile(declared(table, config, aliases), guards(runtimeRole), cause);
  }

  /** What {@link #reconcile} would do now. */
  public Plan plan(
      TableName table,
      Map<String, ?> config,
      Map<String, String> aliases,
      @Nullable String runtimeRole,
      String nodeId)
      throws InterruptedException {
    return reconciler.plan(declared(table, config, aliases), guards(runtimeRole), nodeId);
  }

  private Desired declared(TableName table, Map<String, ?> config, Map<String, String> aliases) {
    return Declaration.read(table, config, principals.orElse(aliases), usualMode);
  }

  private Guards guards(@Nullable String runtimeRole) {
    if (runtimeRole == null || runtimeRole.isBlank()) {
      return guards;
    }
    Set<Principal> roles = new HashSet<>(guards.runtimeRoles());
    roles.add(Principal.listed(runtimeRole));
    return new Guards(guards.protectedPrincipals(), roles, guards.mostPrincipalsRevoked());
  }
}
