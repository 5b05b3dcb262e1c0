package io.tidemill.dbt.cache;

import java.util.List;

/**
 * A file of the project as it was last read.
 *
 * @param key package and path below the package
 * @param stamp what the file system said of it
 * @param hash SHA-256 of its content
 * @param repeated whether it must be read every time, as what it gives depends on more than the
 *     project, or cannot be kept
 * @param names what it defines or describes: files that share a name are read together
 */
public record CachedFile(
    String key, FileStamp stamp, String hash, boolean repeated, List<String> names) {

  public CachedFile {
    names = List.copyOf(names);
  }
}
