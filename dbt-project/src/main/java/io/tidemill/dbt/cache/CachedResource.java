package io.tidemill.dbt.cache;

/**
 * A resource as it was last read.
 *
 * @param file index of the file it comes from; -1 when it is made afresh every time
 * @param content its object of the manifest
 * @param face what others see of it; empty for what nothing can refer to
 * @param links what it refers to
 */
public record CachedResource(
    Section section, String uniqueId, int file, Extent content, Extent face, Extent links) {

  /** A part of the data file. */
  public record Extent(int offset, int length) {
    public static final Extent NONE = new Extent(0, 0);
  }
}
