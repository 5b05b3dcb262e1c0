package io.tidemill.dbt.parse;

import io.tidemill.dbt.cache.CacheData;
import io.tidemill.dbt.cache.CacheSnapshot;
import io.tidemill.dbt.cache.CachedResource;
import io.tidemill.dbt.cache.CachedResource.Extent;
import io.tidemill.dbt.cache.ParseCache;
import io.tidemill.dbt.manifest.JsonBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the resources of a project into a snapshot; what an older one has is copied. */
final class SnapshotWriter implements ParseCache.Content {
  /** Resources encoded at a time: enough for all processors, few enough for the memory. */
  private static final int WINDOW = 2000;

  private final List<Resource> resources;
  private final Map<String, Map<String, ?>> sections;
  private final Map<String, Integer> files;
  private final @Nullable CacheSnapshot old;
  private final Set<String> unfaithful = new HashSet<>();

  /**
   * @param files index of each file by its key
   * @param old where stored resources come from
   */
  SnapshotWriter(
      List<Resource> resources,
      Map<String, Map<String, ?>> sections,
      List<String> files,
      @Nullable CacheSnapshot old) {
    this.resources = resources;
    this.sections = sections;
    this.files = new HashMap<>();
    files.forEach(file -> this.files.put(file, this.files.size()));
    this.old = old;
  }

  private record Encoded(ByteBuffer content, ByteBuffer face, ByteBuffer links, boolean faithful) {}

  @Override
  public List<CachedResource> write(CacheData data) throws IOException {
    List<CachedResource> written = new ArrayList<>(resources.size());
    for (int start = 0; start < resources.size(); start += WINDOW) {
      List<Resource> window = resources.subList(start, Math.min(start + WINDOW, resources.size()));
      List<Encoded> encoded = Parallel.map(window, this::encode);
      for (int i = 0; i < window.size(); i++) {
        written.add(write(window.get(i), encoded.get(i), data));
      }
    }
    for (Map.Entry<String, Map<String, ?>> section : sections.entrySet()) {
      data.section(section.getKey(), json(section.getValue()));
    }
    return written;
  }

  private CachedResource write(Resource resource, Encoded encoded, CacheData data)
      throws IOException {
    Integer file = files.get(resource.file());
    if (!encoded.faithful()) {
      unfaithful.add(resource.file());
    }
    return new CachedResource(
        resource.section(),
        resource.uniqueId(),
        file == null ? -1 : file,
        data.add(encoded.content()),
        data.add(encoded.face()),
        data.add(encoded.links()));
  }

  private Encoded encode(Resource resource) {
    CachedResource stored = resource.stored();
    if (stored != null && old != null) {
      return new Encoded(
          old.bytes(stored.content()), bytes(stored.face()), bytes(stored.links()), true);
    }
    JsonBytes content = new JsonBytes().value(resource.content());
    Map<String, Object> seen = Face.of(resource.section(), resource.content());
    return new Encoded(
        ByteBuffer.wrap(content.toByteArray()),
        seen.isEmpty() ? ByteBuffer.allocate(0) : json(seen),
        json(Links.object(resource.content())),
        content.faithful());
  }

  private ByteBuffer bytes(Extent extent) {
    return old == null || extent.length() == 0 ? ByteBuffer.allocate(0) : old.bytes(extent);
  }

  private static ByteBuffer json(Map<String, ?> object) {
    return ByteBuffer.wrap(new JsonBytes().value(object).toByteArray());
  }

  /** Keys of files that gave what a snapshot cannot give back as it was. */
  Set<String> unfaithful() {
    return unfaithful;
  }
}
