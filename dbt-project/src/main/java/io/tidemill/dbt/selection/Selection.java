package io.tidemill.dbt.selection;

import java.util.List;

/**
 * What a command is about: the arguments of {@code --select} and {@code --exclude}.
 *
 * @param select selectors of which a node must meet one; empty means everything
 * @param exclude selectors of which a node must meet none
 * @param indirect which tests come along
 */
public record Selection(List<String> select, List<String> exclude, IndirectSelection indirect) {

  public Selection {
    select = List.copyOf(select);
    exclude = List.copyOf(exclude);
  }

  /** Everything. */
  public static Selection all() {
    return new Selection(List.of(), List.of(), IndirectSelection.EAGER);
  }

  /** What these selectors name, with tests taken along eagerly. */
  public static Selection of(String... selectors) {
    return new Selection(List.of(selectors), List.of(), IndirectSelection.EAGER);
  }
}
