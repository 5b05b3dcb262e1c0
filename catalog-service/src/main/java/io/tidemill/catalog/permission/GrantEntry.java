package io.tidemill.catalog.permission;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * One entry of a batch of grants or revokes, and the changes it stands for. Two entries of one
 * batch for the same principal and resource disturb each other, so the changes are merged.
 */
record GrantEntry(BatchPermissionsRequestEntry request, List<Change> changes) {

  /** The entries for these changes, the same in every run. */
  static List<GrantEntry> merge(TableName table, List<Change> changes, Set<Principal> heldAsAll) {
    Map<Key, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      groups
          .computeIfAbsent(Key.of((Atom.Grant) change.atom()), key -> new ArrayList<>())
          .add(change);
    }
    List<GrantEntry> entries = new ArrayList<>();
    groups.forEach(
        (key, group) -> entries.add(entry(table, "e" + entries.size(), key, group, heldAsAll)));
    return entries;
  }

  private static GrantEntry entry(
      TableName table, String id, Key key, List<Change> changes, Set<Principal> heldAsAll) {
    Set<Permission> plain = EnumSet.noneOf(Permission.class);
    Set<Permission> optional = EnumSet.noneOf(Permission.class);
    List<String> columns = new ArrayList<>();
    for (Change change : changes) {
      Atom.Grant grant = (Atom.Grant) change.atom();
      (grant.grantOption() ? optional : plain).add(grant.permission());
      if (grant.scope() instanceof Scope.Column column && !columns.contains(column.name())) {
        columns.add(column.name());
      }
    }
    boolean all = plain.equals(Permission.all()) && heldAsAll.contains(key.principal);
    BatchPermissionsRequestEntry request =
        BatchPermissionsRequestEntry.builder()
            .id(id)
            .principal(p -> p.dataLakePrincipalIdentifier(key.principal.id()))
            .resource(resource(table, ((Atom.Grant) changes.get(0).atom()).scope(), columns))
            .permissionsWithStrings(all ? List.of("ALL") : names(plain))
            .permissionsWithGrantOptionWithStrings(names(optional))
            .build();
    return new GrantEntry(request, List.copyOf(changes));
  }

  private static Resource resource(TableName table, Scope scope, List<String> columns) {
    Resource.Builder resource = Resource.builder();
    if (scope instanceof Scope.Column) {
      resource.tableWithColumns(
          t -> t.databaseName(table.database()).name(table.table()).columnNames(columns));
    } else if (scope instanceof Scope.ColumnsExcept except) {
      resource.tableWithColumns(
          t ->
              t.databaseName(table.database())
                  .name(table.table())
                  .columnWildcard(w -> w.excludedColumnNames(except.names())));
    } else if (scope instanceof Scope.Filtered filtered) {
      resource.dataCellsFilter(
          f -> f.databaseName(table.database()).tableName(table.table()).name(filtered.filter()));
    } else {
      resource.table(t -> t.databaseName(table.database()).name(table.table()));
    }
    return resource.build();
  }

  private static List<String> names(Set<Permission> permissions) {
    return permissions.stream().map(Permission::name).toList();
  }

  /**
   * Columns with a grant option and columns without must not share an entry: the option would
   * spread.
   */
  private record Key(Principal principal, String resource) {
    static Key of(Atom.Grant grant) {
      String resource =
          grant.scope() instanceof Scope.Column
              ? "columns " + grant.grantOption()
              : grant.scope().toString();
      return new Key(grant.principal(), resource);
    }
  }
}
