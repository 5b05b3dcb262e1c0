package io.tidemill.orchestration.dag;

/** How the partitions that changed upstream translate to the partitions of a model. */
public enum PartitionMapping {
  /** The model is rebuilt as a whole. */
  ALL,
  /** A partition depends on the partition of the same name of each parent. */
  IDENTITY
}
