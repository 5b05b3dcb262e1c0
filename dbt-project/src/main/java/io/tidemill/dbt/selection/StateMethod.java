package io.tidemill.dbt.selection;

import io.tidemill.dbt.manifest.Manifest;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code state:}: what is new or different from a previous manifest. */
final class StateMethod {
  private final Members members;
  private final @Nullable Manifest previous;

  StateMethod(Members members, SelectionState state) {
    this.members = members;
    this.previous = state.previous();
  }

  Set<String> search(String value) {
    if (previous == null) {
      throw SelectorMethods.invalid(
          "Got a state selector method, but no comparison manifest; give one with --state");
    }
    Members before = Members.of(previous);
    StateComparison comparison = new StateComparison(members.manifest(), previous);
    Set<String> found = new HashSet<>();
    for (Member now : members.all()) {
      Member old = before.get(now.uniqueId());
      if (matches(value, now, old, comparison)) {
        found.add(now.uniqueId());
      }
    }
    return found;
  }

  private static boolean matches(
      String value, Member now, @Nullable Member old, StateComparison comparison) {
    return switch (value) {
      case "new" -> old == null;
      case "old" -> old != null;
      case "modified" -> old == null || comparison.isModified(now, old);
      case "unmodified" -> old != null && !comparison.isModified(now, old);
      case "modified.body" -> old == null || comparison.bodyDiffers(now, old);
      case "modified.configs" -> old == null || comparison.configDiffers(now, old);
      case "modified.persisted_descriptions" ->
          old == null || comparison.persistedDescriptionDiffers(now, old);
      case "modified.relation" -> old == null || comparison.relationDiffers(now, old);
      case "modified.macros" -> comparison.macrosDiffer(now);
      case "modified.contract" -> old == null || comparison.contractDiffers(now, old);
      default ->
          throw SelectorMethods.invalid(
              "Got an invalid selector \""
                  + value
                  + "\", expected one of \"old\", \"new\", \"modified\", \"unmodified\", \"modified.body\","
                  + " \"modified.configs\", \"modified.persisted_descriptions\", \"modified.relation\","
                  + " \"modified.macros\", \"modified.contract\"");
    };
  }
}
