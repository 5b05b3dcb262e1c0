package io.tidemill.glue.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/** One collection: JSON documents by key, in key order. Writes belong into a transaction. */
public final class Documents {
  private static final char SEPARATOR = '\u0000';

  private final DocumentStore store;
  private final MVMap<String, String> map;

  Documents(DocumentStore store, MVMap<String, String> map) {
    this.store = store;
    this.map = map;
  }

  /** A key of several parts; all keys that share leading parts are neighbours. */
  public static String key(String... parts) {
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  public Optional<ObjectNode> find(String key) {
    return store.read(() -> Optional.ofNullable(map.get(key)).map(DocumentStore::parse));
  }

  public boolean contains(String key) {
    return store.read(() -> map.containsKey(key));
  }

  public void put(String key, ObjectNode document) {
    store.write(
        () -> {
          map.put(key, Json.write(document));
        });
  }

  public boolean remove(String key) {
    return store.write(() -> map.remove(key) != null);
  }

  /** All documents in key order. */
  public List<ObjectNode> all() {
    return store.read(() -> documents(""));
  }

  /** The documents whose key starts with these parts and has more, in key order. */
  public List<ObjectNode> under(String... parts) {
    return store.read(() -> documents(prefix(parts)));
  }

  /** The last part of every key below these parts, in key order. */
  public List<String> namesUnder(String... parts) {
    return store.read(
        () ->
            scan(prefix(parts)).stream()
                .map(k -> k.substring(k.lastIndexOf(SEPARATOR) + 1))
                .toList());
  }

  public void removeUnder(String... parts) {
    store.write(
        () -> {
          scan(prefix(parts)).forEach(map::remove);
        });
  }

  private static String prefix(String... parts) {
    return key(parts) + SEPARATOR;
  }

  private List<ObjectNode> documents(String prefix) {
    List<ObjectNode> documents = new ArrayList<>();
    for (String key : scan(prefix)) {
      Optional.ofNullable(map.get(key)).map(DocumentStore::parse).ifPresent(documents::add);
    }
    return documents;
  }

  private List<String> scan(String prefix) {
    List<String> keys = new ArrayList<>();
    Iterator<String> iterator = map.keyIterator(prefix);
    while (iterator.hasNext()) {
      String key = iterator.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }
}
