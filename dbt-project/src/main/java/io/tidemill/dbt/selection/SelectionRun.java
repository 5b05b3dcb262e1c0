package io.tidemill.dbt.selection;

import io.tidemill.dbt.selection.SelectorSpec.Criteria;
import io.tidemill.dbt.selection.SelectorSpec.Difference;
import io.tidemill.dbt.selection.SelectorSpec.Intersection;
import io.tidemill.dbt.selection.SelectorSpec.Union;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Evaluates one selection. */
final class SelectionRun {
  private final Members members;
  private final SelectorMethods methods;

  SelectionRun(Members members, SelectionState state) {
    this.members = members;
    this.methods = new SelectorMethods(members, state, this);
  }

  /**
   * What a part of a selection names.
   *
   * @param direct what is selected
   * @param indirect tests that are selected once their other parents are, too
   */
  private record Result(Set<String> direct, Set<String> indirect) {
    Set<String> both() {
      Set<String> both = new HashSet<>(direct);
      both.addAll(indirect);
      return both;
    }
  }

  Set<String> select(SelectorSpec spec) {
    return evaluate(spec).direct();
  }

  private Result evaluate(SelectorSpec spec) {
    if (spec instanceof Criteria criteria) {
      return criteria(criteria);
    }
    if (spec instanceof Union union) {
      return combine(union.parts(), union.indirect(), (into, other) -> into.addAll(other));
    }
    if (spec instanceof Intersection intersection) {
      return combine(
          intersection.parts(), intersection.indirect(), (into, other) -> into.retainAll(other));
    }
    Difference difference = (Difference) spec;
    return combine(
        difference.parts(), difference.indirect(), (into, other) -> into.removeAll(other));
  }

  private interface Combination {
    boolean apply(Set<String> into, Collection<String> other);
  }

  private Result combine(
      List<SelectorSpec> parts, IndirectSelection indirect, Combination combination) {
    Set<String> direct = new HashSet<>();
    Set<String> indirectNodes = new HashSet<>();
    boolean first = true;
    for (SelectorSpec part : parts) {
      Result result = evaluate(part);
      if (first) {
        direct.addAll(result.direct());
        indirectNodes.addAll(result.both());
        first = false;
      } else {
        combination.apply(direct, result.direct());
        combination.apply(indirectNodes, result.both());
      }
    }
    return new Result(completed(direct, indirectNodes, indirect), indirectNodes);
  }

  /** Takes in tests whose parents are all there now that the parts have come together. */
  private Set<String> completed(
      Set<String> direct, Set<String> indirectNodes, IndirectSelection indirect) {
    if (indirect != IndirectSelection.CAUTIOUS && indirect != IndirectSelection.BUILDABLE) {
      return direct;
    }
    Set<String> there = new HashSet<>(direct);
    if (indirect == IndirectSelection.BUILDABLE) {
      there.addAll(buildable(direct));
    }
    for (String id : indirectNodes) {
      Member member = members.get(id);
      if (member != null && member.isTest() && there.containsAll(member.dependsOn())) {
        direct.add(id);
      }
    }
    return direct;
  }

  private Set<String> buildable(Set<String> selected) {
    Set<String> there = new HashSet<>(selected);
    there.addAll(members.ancestors(selected, Integer.MAX_VALUE));
    there.addAll(members.manifest().sources().keySet());
    return there;
  }

  private Result criteria(Criteria criteria) {
    Set<String> found = methods.search(criteria);
    Set<String> selected = new HashSet<>(found);
    if (criteria.childrensParents()) {
      Set<String> down = members.descendants(found, Integer.MAX_VALUE);
      down.addAll(found);
      selected.addAll(down);
      selected.addAll(members.ancestors(down, Integer.MAX_VALUE));
    }
    if (criteria.parents() != null) {
      selected.addAll(members.ancestors(found, criteria.parents()));
    }
    if (criteria.children() != null) {
      selected.addAll(members.descendants(found, criteria.children()));
    }
    boolean complete =
        criteria.indirect() == IndirectSelection.EMPTY || criteria.method().equals("selector");
    return complete
        ? new Result(selected, new HashSet<>())
        : withTests(selected, criteria.indirect());
  }

  private Result withTests(Set<String> selected, IndirectSelection mode) {
    Set<String> direct = new HashSet<>(selected);
    Set<String> indirect = new HashSet<>();
    Set<String> there = mode == IndirectSelection.BUILDABLE ? buildable(selected) : selected;
    for (String id : List.copyOf(selected)) {
      for (String child : new ArrayList<>(members.childrenOf(id))) {
        Member test = members.get(child);
        if (test == null || !test.isTest()) {
          continue;
        }
        if (mode == IndirectSelection.EAGER || there.containsAll(test.dependsOn())) {
          direct.add(child);
        } else {
          indirect.add(child);
        }
      }
    }
    return new Result(direct, indirect);
  }
}
