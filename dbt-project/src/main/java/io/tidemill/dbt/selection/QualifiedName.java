package io.tidemill.dbt.selection;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a name, a dotted path or a pattern means a node, with or without its package in front.
 */
final class QualifiedName {
  private QualifiedName() {}

  static boolean matches(Member member, String selector) {
    List<String> fqn = member.texts("fqn");
    if (fqn.isEmpty()) {
      return false;
    }
    boolean versioned = member.isVersioned();
    return matches(fqn, selector, versioned)
        || (fqn.size() > 1 && matches(fqn.subList(1, fqn.size()), selector, versioned));
  }

  private static boolean matches(List<String> fqn, String selector, boolean versioned) {
    List<String> wanted = List.of(selector.split("\\.", -1));
    int size = fqn.size();
    if (versioned && size > 1) {
      String withVersion = fqn.get(size - 2) + "_" + fqn.get(size - 1);
      if (fqn.get(size - 2).equals(selector)
          || withVersion.equals(
              String.join("_", wanted.subList(Math.max(0, wanted.size() - 2), wanted.size())))) {
        return true;
      }
    } else if (fqn.get(size - 1).equals(selector)) {
      return true;
    }
    List<String> flat = new ArrayList<>();
    fqn.forEach(segment -> flat.addAll(List.of(segment.split("\\.", -1))));
    if (flat.size() < wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (Glob.isPattern(wanted.get(i))) {
        return matchesRest(fqn, flat, wanted, i, versioned);
      }
      if (!flat.get(i).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesRest(
      List<String> fqn, List<String> flat, List<String> wanted, int from, boolean versioned) {
    String pattern = String.join(".", wanted.subList(from, wanted.size()));
    if (Glob.matches(pattern, String.join(".", flat.subList(from, flat.size())))) {
      return true;
    }
    boolean bare = wanted.size() == 1;
    int leaf = versioned && fqn.size() > 1 ? fqn.size() - 2 : fqn.size() - 1;
    return bare && Glob.matches(pattern, fqn.get(leaf));
  }
}
