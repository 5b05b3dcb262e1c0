package io.tidemill.dbt.selection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a selection asks for, as a tree. */
sealed interface SelectorSpec {

  /**
   * One selector.
   *
   * @param method {@code fqn}, {@code tag}, {@code path}, ...
   * @param arguments of the method: the parts after its dot, as in {@code config.meta.owner}
   * @param parents generations of ancestors to take along: null for none, {@link Integer#MAX_VALUE}
   *     for all
   * @param children generations of descendants to take along
   * @param childrensParents whether all descendants and all ancestors of them are taken along
   */
  record Criteria(
      String method,
      List<String> arguments,
      String value,
      @Nullable Integer parents,
      @Nullable Integer children,
      boolean childrensParents,
      IndirectSelection indirect)
      implements SelectorSpec {}

  /** What any of them names. */
  record Union(List<SelectorSpec> parts, IndirectSelection indirect) implements SelectorSpec {}

  /** What all of them name. */
  record Intersection(List<SelectorSpec> parts, IndirectSelection indirect)
      implements SelectorSpec {}

  /** What the first names and no other does. */
  record Difference(List<SelectorSpec> parts, IndirectSelection indirect) implements SelectorSpec {}
}
