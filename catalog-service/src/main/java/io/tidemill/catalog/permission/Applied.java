package io.tidemill.catalog.permission;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this service remembers of a table: what it put there itself, so that it can take exactly
 * that away again.
 *
 * @param entityCreatedAt creation time of the catalog entry the atoms were put on
 * @param atoms what was put there
 * @param intended changes whose outcome is not known yet: written before they are tried, emptied
 *     after
 * @param desiredHash hash of the declaration that was last brought in place; null when none was
 * @param verifiedAt when that was last found in place; null when never
 * @param nodeId dbt node it was declared by
 * @param mode mode it was last reconciled in
 */
public record Applied(
    TableName table,
    @Nullable Instant entityCreatedAt,
    Set<Atom> atoms,
    List<Change> intended,
    @Nullable String desiredHash,
    @Nullable Instant verifiedAt,
    String nodeId,
    Mode mode) {

  public Applied {
    atoms = Set.copyOf(atoms);
    intended = List.copyOf(intended);
  }

  /** Nothing remembered. */
  public static Applied none(TableName table, String nodeId, Mode mode) {
    return new Applied(table, null, Set.of(), List.of(), null, null, nodeId, mode);
  }

  /**
   * What was intended may have happened, so it counts as ours until it is known not to be there.
   */
  Applied withIntended() {
    Set<Atom> all = new HashSet<>(atoms);
    for (Change change : intended) {
      if (!change.action().takesAway()) {
        all.add(change.atom());
      }
    }
    return new Applied(
        table, entityCreatedAt, all, intended, desiredHash, verifiedAt, nodeId, mode);
  }
}
