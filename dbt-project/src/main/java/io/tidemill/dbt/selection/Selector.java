package io.tidemill.dbt.selection;

import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.manifest.Manifest;
import java.util.LinkedHashSet;
import java.util.Set;

/** Answers which nodes a selection names, with dbt's methods, operators and rules for tests. */
public final class Selector {
  private Selector() {}

  /**
   * The unique ids a selection names: nodes, sources, exposures, metrics, unit tests; disabled ones
   * and hooks never.
   *
   * @return in the manifest's order
   * @throws io.tidemill.dbt.error.ProjectException when a selector is not one
   */
  public static LinkedHashSet<String> select(Manifest manifest, Selection selection) {
    return select(manifest, selection, SelectionState.none());
  }

  /**
   * As {@link #select(Manifest, Selection)}, with something for {@code state:} and {@code result:}
   * to compare with.
   */
  public static LinkedHashSet<String> select(
      Manifest manifest, Selection selection, SelectionState state) {
    return evaluate(manifest, SelectorText.parse(selection), state);
  }

  /** What the selector of this name in selectors.yml selects. */
  public static LinkedHashSet<String> byName(Manifest manifest, String name, SelectionState state) {
    Object selector = manifest.selectors().get(name);
    if (selector == null) {
      throw ProjectException.of(
          ProblemKind.SELECTOR,
          "Could not find selector named "
              + name
              + ", expected one of "
              + manifest.selectors().keySet());
    }
    return evaluate(manifest, SelectorYaml.parse(name, selector, manifest.selectors()), state);
  }

  private static LinkedHashSet<String> evaluate(
      Manifest manifest, SelectorSpec spec, SelectionState state) {
    Members members = Members.of(manifest);
    Set<String> selected = new SelectionRun(members, state).select(spec);
    LinkedHashSet<String> ordered = new LinkedHashSet<>();
    for (Member member : members.all()) {
      if (selected.contains(member.uniqueId())) {
        ordered.add(member.uniqueId());
      }
    }
    return ordered;
  }
}
