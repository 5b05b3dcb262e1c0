package io.tidemill.catalog.permission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.ColumnLFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.ListDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.ListPermissionsResponse;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * Reads what Lake Formation holds for a table into atoms. Lists by resource only: by principal it
 * would answer with effective permissions instead of given ones.
 */
final class LakeFormationReading {
  private final LakeFormationClient lakeFormation;

  LakeFormationReading(LakeFormationClient lakeFormation) {
    this.lakeFormation = lakeFormation;
  }

  Actual read(TableName table) {
    Set<Atom> atoms = new HashSet<>();
    Set<Principal> heldAsAll = new HashSet<>();
    readGrants(table, atoms, heldAsAll);
    readTags(table, atoms);
    readFilters(table, atoms);
    return new Actual(atoms, heldAsAll);
  }

  private void readGrants(TableName table, Set<Atom> atoms, Set<Principal> heldAsAll) {
    Resource resource =
        Resource.builder().table(t -> t.databaseName(table.database()).name(table.table())).build();
    String page = null;
    do {
      String token = page;
      ListPermissionsResponse response =
          lakeFormation.listPermissions(
              r -> r.resource(resource).includeRelated("TRUE").maxResults(1000).nextToken(token));
      for (PrincipalResourcePermissions row : response.principalResourcePermissions()) {
        readRow(table, row, atoms, heldAsAll);
      }
      page = response.nextToken();
    } while (page != null && !page.isEmpty());
  }

  private static void readRow(
      TableName table,
      PrincipalResourcePermissions row,
      Set<Atom> atoms,
      Set<Principal> heldAsAll) {
    Principal principal = Principal.listed(row.principal().dataLakePrincipalIdentifier());
    for (Scope scope : scopes(table, row.resource())) {
      if (scope instanceof Scope.WholeTable && row.permissionsAsStrings().contains("ALL")) {
        heldAsAll.add(principal);
      }
      addGrants(principal, scope, row.permissionsAsStrings(), false, atoms);
      addGrants(principal, scope, row.permissionsWithGrantOptionAsStrings(), true, atoms);
    }
  }

  private static void addGrants(
      Principal principal, Scope scope, List<String> names, boolean grantOption, Set<Atom> atoms) {
    for (String name : names) {
      for (Permission permission : Permission.ofLakeFormation(name)) {
        atoms.add(new Atom.Grant(principal, scope, permission, grantOption));
      }
    }
  }

  /**
   * What a row is about, seen from the table; nothing for rows about the database or all of its
   * tables.
   */
  private static List<Scope> scopes(TableName table, Resource resource) {
    if (resource.dataCellsFilter() != null) {
      return List.of(new Scope.Filtered(resource.dataCellsFilter().name()));
    }
    if (resource.tableWithColumns() != null) {
      return columns(resource.tableWithColumns());
    }
    boolean named = resource.table() != null && table.table().equals(resource.table().name());
    return named ? List.of(Scope.TABLE) : List.of();
  }

  /** SELECT on a whole table comes back as SELECT on every column of it. */
  private static List<Scope> columns(TableWithColumnsResource resource) {
    if (resource.columnWildcard() != null) {
      List<String> excluded = resource.columnWildcard().excludedColumnNames();
      return List.of(excluded.isEmpty() ? Scope.TABLE : new Scope.ColumnsExcept(excluded));
    }
    List<Scope> scopes = new ArrayList<>();
    resource.columnNames().forEach(name -> scopes.add(new Scope.Column(name)));
    return scopes;
  }

  private void readTags(TableName table, Set<Atom> atoms) {
    Resource resource =
        Resource.builder().table(t -> t.databaseName(table.database()).name(table.table())).build();
    // Only what is attached here: what is inherited needs no attaching and cannot be removed here.
    var response =
        lakeFormation.getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true));
    addTags(TagTarget.DATABASE, response.lfTagOnDatabase(), atoms);
    addTags(TagTarget.TABLE, response.lfTagsOnTable(), atoms);
    for (ColumnLFTag column : response.lfTagsOnColumns()) {
      addTags(new TagTarget.OnColumn(column.name()), column.lfTags(), atoms);
    }
  }

  private static void addTags(TagTarget target, @Nullable List<LFTagPair> pairs, Set<Atom> atoms) {
    if (pairs == null) {
      return;
    }
    for (LFTagPair pair : pairs) {
      pair.tagValues().forEach(value -> atoms.add(new Atom.Tag(target, pair.tagKey(), value)));
    }
  }

  private void readFilters(TableName table, Set<Atom> atoms) {
    String page = null;
    do {
      String token = page;
      ListDataCellsFilterResponse response =
          lakeFormation.listDataCellsFilter(
              r ->
                  r.table(t -> t.databaseName(table.database()).name(table.table()))
                      .maxResults(100)
                      .nextToken(token));
      response.dataCellsFilters().forEach(shape -> atoms.add(FilterShape.read(shape)));
      page = response.nextToken();
    } while (page != null && !page.isEmpty());
  }
}
