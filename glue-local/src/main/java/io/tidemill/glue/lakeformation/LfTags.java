package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.TableName;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** LF-tags and what they are attached to. Keys and values are kept in lower case. */
final class LfTags {
  private static final int MAX_VALUES = 1000;

  private final DocumentStore store;
  private final Documents definitions;
  private final Documents assignments;

  LfTags(DocumentStore store) {
    this.store = store;
    this.definitions = store.documents("lf-tags");
    this.assignments = store.documents("lf-tag-assignments");
  }

  /** Where a tag can be attached. */
  record Place(String key) {
    static Place database(String database) {
      return new Place(Documents.key("database", Json.lower(database)));
    }

    static Place table(TableName table) {
      return new Place(Documents.key("table", table.database(), table.table()));
    }

    static Place column(TableName table, String column) {
      return new Place(
          Documents.key("column", table.database(), table.table(), Json.lower(column)));
    }
  }

  void create(String key, Set<String> values) {
    store.write(
        () -> {
          if (definitions.contains(key)) {
            throw AwsException.invalidInput("Tag key already exists: " + key);
          }
          put(key, values);
        });
  }

  void update(String key, Set<String> toAdd, Set<String> toDelete) {
    store.write(
        () -> {
          Set<String> values = new TreeSet<>(require(key));
          for (String value : toDelete) {
            requireUnused(key, Optional.of(value));
          }
          values.removeAll(toDelete);
          values.addAll(toAdd);
          put(key, values);
        });
  }

  void delete(String key) {
    store.write(
        () -> {
          require(key);
          requireUnused(key, Optional.empty());
          definitions.remove(key);
        });
  }

  Set<String> require(String key) {
    return definitions
        .find(key)
        .map(definition -> (Set<String>) new TreeSet<>(Json.stringList(definition.path("values"))))
        .orElseThrow(() -> AwsException.entityNotFound("Tag key does not exist: " + key));
  }

  List<ObjectNode> all() {
    return definitions.all();
  }

  /** Attaches one value of a tag, in place of another one of the same tag. */
  void attach(Place place, String key, String value) {
    store.write(
        () -> {
          if (!require(key).contains(value)) {
            throw AwsException.entityNotFound("Tag value does not exist: " + key + "=" + value);
          }
          Map<String, String> tags = new TreeMap<>(attached(place));
          tags.put(key, value);
          assignments.put(place.key(), Json.strings(tags));
        });
  }

  void detach(Place place, String key, Optional<String> value) {
    store.write(
        () -> {
          Map<String, String> tags = new TreeMap<>(attached(place));
          String held = tags.get(key);
          if (held == null || value.isPresent() && !value.get().equals(held)) {
            throw AwsException.entityNotFound(
                "Tag is not assigned to the resource: " + key + value.map(v -> "=" + v).orElse(""));
          }
          tags.remove(key);
          if (tags.isEmpty()) {
            assignments.remove(place.key());
          } else {
            assignments.put(place.key(), Json.strings(tags));
          }
        });
  }

  Map<String, String> attached(Place place) {
    return assignments.find(place.key()).map(Json::stringMap).orElse(Map.of());
  }

  void removeTable(TableName table) {
    store.write(
        () -> {
          assignments.remove(Place.table(table).key());
          assignments.removeUnder("column", table.database(), table.table());
        });
  }

  void removeDatabase(String database) {
    store.write(() -> assignments.remove(Place.database(database).key()) ? 1 : 0);
  }

  private void put(String key, Set<String> values) {
    if (values.isEmpty() || values.size() > MAX_VALUES) {
      throw AwsException.invalidInput(
          "Expected tag "
              + key
              + " to have 1 to "
              + MAX_VALUES
              + " values, but it would have "
              + values.size()
              + ".");
    }
    ObjectNode definition = Json.object().put("key", key);
    definition.set("values", Json.strings(values));
    definitions.put(key, definition);
  }

  private void requireUnused(String key, Optional<String> value) {
    boolean used =
        assignments.all().stream()
            .map(Json::stringMap)
            .anyMatch(
                tags ->
                    tags.containsKey(key) && value.map(v -> v.equals(tags.get(key))).orElse(true));
    if (used) {
      throw AwsException.invalidInput(
          "Tag " + key + value.map(v -> "=" + v).orElse("") + " is still assigned to a resource.");
    }
  }
}
