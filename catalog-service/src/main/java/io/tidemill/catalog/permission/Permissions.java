package io.tidemill.catalog.permission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of tables as a catalog keeps them. A call is one request, or as many pages or
 * batches as it takes; none retries. A failing read throws a {@link PermissionCallException}; a
 * failing change is a result that says so.
 */
public interface Permissions {

  /** The catalog entry of a table; empty when the catalog surely has none. */
  Optional<Entity> entity(TableName table);

  /** What is in place on a table, whoever put it there. */
  Actual read(TableName table);

  /**
   * Principals that administer the whole data lake: their rights are implied and cannot be revoked.
   */
  Set<Principal> administrators();

  /** Carries out changes of one action on one table; one result for each, in any order. */
  List<Result> apply(
      TableName table, Change.Action action, List<Change> changes, Set<Principal> heldAsAll);

  /**
   * What became of one change.
   *
   * @param error null when it is done
   */
  record Result(Change change, @Nullable CallError error, @Nullable String requestId) {}

  /** What the catalog answered instead of doing it. */
  record CallError(String code, String message) {
    @Override
    public String toString() {
      return code + ": " + message;
    }
  }
}
