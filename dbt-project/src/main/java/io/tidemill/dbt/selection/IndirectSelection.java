package io.tidemill.dbt.selection;

/** Which tests come along with selected nodes. */
public enum IndirectSelection {
  /** Tests that touch any selected node. */
  EAGER,
  /** Tests whose parents are all selected. */
  CAUTIOUS,
  /** Tests whose parents are all selected or ancestors of what is selected. */
  BUILDABLE,
  /** Only tests selected themselves. */
  EMPTY
}
