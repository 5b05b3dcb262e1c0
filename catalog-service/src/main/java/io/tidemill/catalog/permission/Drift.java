package io.tidemill.catalog.permission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a table's permissions differ from what was applied when it was last reconciled.
 *
 * @param missing what was applied and is gone
 * @param foreign what is there and was not applied: no fault in itself, unless the table is
 *     authoritative
 * @param problem why it could not be told; null when it could
 */
public record Drift(
    TableName table, Mode mode, List<Atom> missing, List<Atom> foreign, @Nullable String problem) {

  public Drift {
    missing = missing.stream().sorted(Comparator.comparing(Atom::toString)).toList();
    foreign = foreign.stream().sorted(Comparator.comparing(Atom::toString)).toList();
  }

  /** Whether somebody should look. */
  public boolean drifted() {
    return !missing.isEmpty()
        || (mode == Mode.AUTHORITATIVE && !foreign.isEmpty())
        || problem != null;
  }

  /** Looks at every table of the ledger. */
  public static List<Drift> of(Ledger ledger, Reconciler reconciler) throws InterruptedException {
    List<Drift> drifts = new ArrayList<>();
    for (Applied applied : ledger.all()) {
      drifts.add(of(applied, reconciler));
    }
    drifts.sort(Comparator.comparing(Drift::table));
    return drifts;
  }

  private static Drift of(Applied applied, Reconciler reconciler) throws InterruptedException {
    try {
      Actual actual = reconciler.actual(applied.table());
      Set<Atom> missing = new HashSet<>(applied.atoms());
      missing.removeAll(actual.atoms());
      Set<Atom> foreign = new HashSet<>(actual.atoms());
      foreign.removeAll(applied.atoms());
      return new Drift(
          applied.table(), applied.mode(), List.copyOf(missing), List.copyOf(foreign), null);
    } catch (PermissionCallException e) {
      return new Drift(applied.table(), applied.mode(), List.of(), List.of(), e.getMessage());
    }
  }
}
