package io.tidemill.catalog.permission;

import java.util.Set;

/**
 * What Lake Formation holds for one table right now.
 *
 * @param atoms what is in place, given directly: what comes from the database or from tag policies
 *     is not listed
 * @param heldAsAll principals whose permissions on the whole table were given as one {@code ALL}
 */
public record Actual(Set<Atom> atoms, Set<Principal> heldAsAll) {

  public Actual {
    atoms = Set.copyOf(atoms);
    heldAsAll = Set.copyOf(heldAsAll);
  }
}
