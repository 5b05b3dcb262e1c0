package io.tidemill.catalog;

import io.tidemill.catalog.lineage.Fixtures;
import io.tidemill.catalog.permission.Change;
import io.tidemill.catalog.permission.FakePermissions;
import io.tidemill.catalog.permission.Permissions;
import io.tidemill.catalog.permission.Principal;
import io.tidemill.catalog.permission.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A catalog service in a process of its own that stops dead in the middle of a grant: made at AWS,
 * not yet known here.
 */
final class DyingCatalog {
  private DyingCatalog() {}

  public static void main(String[] args) {
    Path marker = Path.of(args[0]);
    Permissions permissions =
        new FakePermissions(CatalogServiceTest.CREATED) {
          @Override
          public List<Result> apply(
              TableName table,
              Change.Action action,
              List<Change> changes,
              Set<Principal> heldAsAll) {
            try {
              Files.writeString(marker, "granting");
              new CountDownLatch(1).await();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return List.of();
          }
        };
    new Service(args[1], args[2], permissions, digest -> Fixtures.project(), args[3], args[4]);
  }
}
