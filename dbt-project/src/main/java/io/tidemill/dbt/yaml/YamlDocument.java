package io.tidemill.dbt.yaml;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document as plain values: maps with string keys, lists, strings, longs, doubles, booleans,
 * dates, null.
 *
 * <p>Maps and lists are mutable and belong to the reader's caller.
 */
public final class YamlDocument {
  private final @Nullable Object root;
  private final IdentityHashMap<Object, YamlPosition> positions;

  YamlDocument(@Nullable Object root, IdentityHashMap<Object, YamlPosition> positions) {
    this.root = root;
    this.positions = positions;
  }

  /** The whole document; null when it is empty. */
  public @Nullable Object root() {
    return root;
  }

  /** Where a map or list of this document starts. */
  public YamlPosition position(Object mapOrList) {
    return positions.getOrDefault(mapOrList, YamlPosition.UNKNOWN);
  }

  /** Says that a value made from another one stands where that one stood. */
  public <T extends Map<?, ?>> T moved(Object from, T to) {
    positions.put(to, position(from));
    return to;
  }
}
