package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CacheSnapshot;
import io.tidemill.dbt.cache.CachedResource;
import io.tidemill.dbt.cache.Section;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is ready for the manifest.
 *
 * @param file key of the file it comes from; empty for what no file of the project defines
 * @param stored where its content was kept, null when it has just been read
 */
record Resource(
    Section section,
    String uniqueId,
    String file,
    Map<String, Object> content,
    @Nullable CachedResource stored) {

  /** One that is kept in a snapshot. */
  static Resource kept(CachedResource stored, CacheSnapshot snapshot, String file) {
    return new Resource(
        stored.section(), stored.uniqueId(), file, snapshot.object(stored.content()), stored);
  }

  /** The same, as it was written into a snapshot. */
  Resource keptAs(CacheSnapshot snapshot, CachedResource written) {
    return new Resource(section, uniqueId, file, snapshot.object(written.content()), written);
  }
}
