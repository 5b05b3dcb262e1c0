package io.tidemill.dbt.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slots of one function of the compiled template. */
final class FunctionScope {

  private final @Nullable FunctionScope parent;
  private final Map<String, Integer> slots = new HashMap<>();

  FunctionScope(@Nullable FunctionScope parent) {
    this.parent = parent;
  }

  /** Where a variable lives: so many functions out, at an index. */
  record Slot(int hops, int index) {}

  int declare(String identifier) {
    return slots.computeIfAbsent(identifier, key -> slots.size());
  }

  int size() {
    return slots.size();
  }

  Slot find(String identifier) {
    int hops = 0;
    for (FunctionScope each = this; each != null; each = each.parent) {
      Integer index = each.slots.get(identifier);
      if (index != null) {
        return new Slot(hops, index);
      }
      hops++;
    }
    return new Slot(0, declare(identifier));
  }
}
