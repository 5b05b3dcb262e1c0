package io.tidemill.catalog.permission;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would make a table's permissions what the project declares, in the order of execution.
 *
 * @param changes the changes; the same states always give the same list
 * @param foreign atoms in place that nobody declared and the mode leaves alone
 * @param inPlace number of declared atoms that are in place already
 * @param recreated whether the table was dropped and made again since it was last reconciled
 * @param refusal why it must not be executed; null when it may
 */
public record Plan(
    TableName table,
    Mode mode,
    List<Change> changes,
    List<Atom> foreign,
    int inPlace,
    boolean recreated,
    @Nullable String refusal) {
  private static final Comparator<Change> ORDER =
      Comparator.comparing(Change::action).thenComparing(change -> change.atom().toString());

  public Plan {
    changes = changes.stream().sorted(ORDER).toList();
    foreign = foreign.stream().sorted(Comparator.comparing(Atom::toString)).toList();
  }

  public boolean empty() {
    return changes.isEmpty();
  }

  public boolean takesAway() {
    return changes.stream().anyMatch(change -> change.action().takesAway());
  }
}
