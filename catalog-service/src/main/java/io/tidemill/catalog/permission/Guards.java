package io.tidemill.catalog.permission;

import java.util.Set;

/**
 * Limits that no plan may pass.
 *
 * @param protectedPrincipals principals nothing is ever taken from
 * @param runtimeRoles roles the sessions run under: protected, and never limited to columns or
 *     filters, because a Glue job with anything less than the full table loses the right to write
 *     it
 * @param mostPrincipalsRevoked principals that one plan may take permissions from
 */
public record Guards(
    Set<Principal> protectedPrincipals, Set<Principal> runtimeRoles, int mostPrincipalsRevoked) {

  public Guards {
    protectedPrincipals = Set.copyOf(protectedPrincipals);
    runtimeRoles = Set.copyOf(runtimeRoles);
  }

  public boolean protects(Principal principal) {
    return protectedPrincipals.contains(principal) || runtimeRoles.contains(principal);
  }
}
