package io.tidemill.dbt.manifest;

import java.nio.ByteBuffer;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the manifest that is kept as JSON until someone looks into it.
 *
 * <p>Immutable and safe for use by many threads; decoding twice does no harm.
 */
public final class StoredObject extends AbstractMap<String, Object> {
  private final ByteBuffer json;
  private volatile @Nullable Map<String, Object> decoded;

  /**
   * @param json one JSON object as {@link JsonBytes} writes it, from position to limit; must not
   *     change
   */
  public StoredObject(ByteBuffer json) {
    this.json = json;
  }

  /** The object as JSON in UTF-8. */
  public ByteBuffer json() {
    return json.duplicate();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return content().entrySet();
  }

  @Override
  public @Nullable Object get(Object key) {
    return content().get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return content().containsKey(key);
  }

  @Override
  public int size() {
    return content().size();
  }

  private Map<String, Object> content() {
    Map<String, Object> known = decoded;
    if (known == null) {
      known = Collections.unmodifiableMap(JsonReader.object(json.duplicate()));
      decoded = known;
    }
    return known;
  }
}
