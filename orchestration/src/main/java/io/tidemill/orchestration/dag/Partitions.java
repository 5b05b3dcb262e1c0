package io.tidemill.orchestration.dag;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which partitions of something changed or are to be rebuilt, as {@code key=value} paths.
 *
 * @param paths sorted and distinct; empty means the whole of it
 */
public record Partitions(List<String> paths) {

  /** Beyond this many, naming partitions costs more than it saves. */
  public static final int MOST = 1_000;

  public static final Partitions WHOLE = new Partitions(List.of());

  public Partitions {
    paths = List.copyOf(paths);
  }

  /** The named partitions; the whole when there are none or too many to name. */
  public static Partitions of(Collection<String> paths) {
    TreeSet<String> sorted = new TreeSet<>(paths);
    return sorted.isEmpty() || sorted.size() > MOST ? WHOLE : new Partitions(List.copyOf(sorted));
  }

  public boolean isWhole() {
    return paths.isEmpty();
  }

  public Partitions union(Partitions other) {
    if (isWhole() || other.isWhole()) {
      return WHOLE;
    }
    if (equals(other)) {
      return this;
    }
    TreeSet<String> all = new TreeSet<>(paths);
    all.addAll(other.paths);
    return of(all);
  }
}
