package io.tidemill.dbt.selection;

import io.tidemill.dbt.manifest.Manifest;
import java.util.LinkedHashSet;

/** Answers which nodes a selection names, with dbt's methods, operators and rules for tests. */
public final class Selector {
  private Selector() {}

  /**
   * The unique ids a selection names: nodes, sources, exposures, metrics, unit tests; disabled ones
   * never.
   *
   * @throws io.tidemill.dbt.error.ProjectException when a selector is not one
   */
  public static LinkedHashSet<String> select(Manifest manifest, Selection selection) {
    throw new UnsupportedOperationException("select " + selection + " of " + manifest);
  }
}
