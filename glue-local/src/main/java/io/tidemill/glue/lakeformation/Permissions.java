package io.tidemill.glue.lakeformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import io.tidemill.glue.catalog.TableName;
import io.tidemill.glue.store.DocumentStore;
import io.tidemill.glue.store.Documents;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who may do what on which resource: one document per principal and resource. */
final class Permissions {
  private final DocumentStore store;
  private final Documents grants;
  private final Clock clock;

  Permissions(DocumentStore store, Clock clock) {
    this.store = store;
    this.grants = store.documents("lf-grants");
    this.clock = clock;
  }

  void grant(String principal, LfResource resource, Set<String> permissions, Set<String> options) {
    store.write(
        () -> {
          String key = Documents.key(resource.key(), principal);
          ObjectNode grant = grants.find(key).orElseGet(() -> newGrant(principal, resource));
          put(
              grant,
              "Permissions",
              union(field(grant, "Permissions"), union(permissions, options)));
          put(
              grant,
              "PermissionsWithGrantOption",
              union(field(grant, "PermissionsWithGrantOption"), options));
          grant.put("LastUpdated", Json.epochSeconds(clock.instant()));
          grants.put(key, grant);
        });
  }

  void revoke(String principal, LfResource resource, Set<String> permissions, Set<String> options) {
    store.write(
        () -> {
          String key = Documents.key(resource.key(), principal);
          Optional<ObjectNode> found = grants.find(key);
          Set<String> held = found.map(g -> field(g, "Permissions")).orElse(Set.of());
          if (found.isEmpty() || !held.containsAll(permissions)) {
            throw AwsException.invalidInput(
                "No permissions revoked. Grantee has no permissions: "
                    + principal
                    + " holds "
                    + held
                    + " on "
                    + resource.key()
                    + ", but "
                    + permissions
                    + " were to be revoked.");
          }
          ObjectNode grant = found.get();
          Set<String> keptOptions =
              without(without(field(grant, "PermissionsWithGrantOption"), options), permissions);
          Set<String> kept = without(held, permissions);
          put(grant, "PermissionsWithGrantOption", keptOptions);
          put(grant, "Permissions", kept);
          if (kept.isEmpty()) {
            grants.remove(key);
          } else {
            grants.put(key, grant);
          }
        });
  }

  List<ObjectNode> all() {
    return grants.all();
  }

  void removeTable(TableName table) {
    removeWhere(
        grant ->
            grant.path("database").asText().equals(table.database())
                && grant.path("table").asText().equals(table.table()));
  }

  void removeDatabase(String database) {
    removeWhere(grant -> grant.path("database").asText().equals(database));
  }

  void removeResource(String resourceKey) {
    removeWhere(grant -> grant.path("resourceKey").asText().equals(resourceKey));
  }

  private void removeWhere(Predicate<ObjectNode> gone) {
    store.write(
        () -> {
          grants.all().stream()
              .filter(gone)
              .forEach(
                  grant ->
                      grants.remove(
                          Documents.key(
                              grant.path("resourceKey").asText(),
                              grant.path("principal").asText())));
        });
  }

  private static ObjectNode newGrant(String principal, LfResource resource) {
    ObjectNode grant = Json.object().put("principal", principal);
    grant.put("resourceKey", resource.key()).put("kind", resource.kind().name());
    grant.put("database", resource.database().orElse(""));
    grant.put("table", resource.table().map(TableName::table).orElse(""));
    grant.set("Resource", resource.described());
    return grant;
  }

  static Set<String> field(ObjectNode grant, String field) {
    return new TreeSet<>(Json.stringList(grant.path(field)));
  }

  private static void put(ObjectNode grant, String field, Set<String> values) {
    grant.set(field, Json.strings(values));
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> union = new TreeSet<>(left);
    union.addAll(right);
    return union;
  }

  private static Set<String> without(Set<String> all, Set<String> removed) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(removed);
    return rest;
  }
}
