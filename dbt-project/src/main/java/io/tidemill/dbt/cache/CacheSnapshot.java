package io.tidemill.dbt.cache;

import io.tidemill.dbt.cache.CachedResource.Extent;
import io.tidemill.dbt.manifest.StoredObject;
import java.nio.ByteBuffer;
import java.util.List;

/** A project as it was last read. Immutable; its objects are decoded when someone looks at them. */
public final class CacheSnapshot {
  private final CacheIndex index;
  private final ByteBuffer data;

  CacheSnapshot(CacheIndex index, ByteBuffer data) {
    this.index = index;
    this.data = data;
  }

  public List<EnvironmentRead> environment() {
    return index.environment();
  }

  public List<CachedFile> files() {
    return index.files();
  }

  /** In the order of the manifest. */
  public List<CachedResource> resources() {
    return index.resources();
  }

  public StoredObject object(Extent extent) {
    return new StoredObject(bytes(extent));
  }

  public ByteBuffer bytes(Extent extent) {
    return ParseCache.slice(data, extent);
  }

  /** A part of the manifest that is no resource. */
  public StoredObject section(String name) {
    Extent extent = index.sections().get(name);
    if (extent == null) {
      throw new IllegalStateException(
          "Expected the parse cache to have section '"
              + name
              + "', but it has "
              + index.sections().keySet());
    }
    return object(extent);
  }
}
