package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.ColumnLFTag;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.ConcurrentModificationException;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.InvalidInputException;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;

class LakeFormationTest {
  private static final String ANALYST = "arn:aws:iam::000000000000:role/analyst";

  private final LakeFormationClient lake = TestEndpoint.shared().lakeFormation();
  private final GlueClient glue = TestEndpoint.shared().glue();
  private final String database = "lf_" + UUID.randomUUID().toString().replace("-", "");

  @BeforeEach
  void createTable() {
    glue.createDatabase(c -> c.databaseInput(d -> d.name(database)));
    createOrders();
  }

  @AfterEach
  void dropTable() {
    glue.deleteDatabase(d -> d.name(database));
  }

  @Test
  void showsSelectOnATableAsARowOnItsColumns() {
    grant(table(), Permission.SELECT, Permission.ALTER);
    List<PrincipalResourcePermissions> rows = list(table());
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).resource().table().name()).isEqualTo("orders");
    assertThat(rows.get(0).permissions()).containsExactly(Permission.ALTER);
    assertThat(rows.get(1).resource().tableWithColumns().columnWildcard()).isNotNull();
    assertThat(rows.get(1).permissions()).containsExactly(Permission.SELECT);

    lake.revokePermissions(
        r ->
            r.principal(analyst())
                .resource(
                    Resource.builder()
                        .tableWithColumns(
                            t ->
                                t.databaseName(database)
                                    .name("orders")
                                    .columnWildcard(ColumnWildcard.builder().build()))
                        .build())
                .permissions(Permission.SELECT));
    assertThat(list(table())).hasSize(1);
    assertThatThrownBy(
            () ->
                lake.revokePermissions(
                    r -> r.principal(analyst()).resource(table()).permissions(Permission.SELECT)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("No permissions revoked");
  }

  @Test
  void batchesReportTheirFailuresOneByOne() {
    var response =
        lake.batchGrantPermissions(
            b ->
                b.entries(
                    entry("1", ANALYST, table()),
                    entry("2", "somebody", table()),
                    entry("3", ANALYST, table("missing"))));
    assertThat(response.failures())
        .extracting(f -> f.requestEntry().id(), f -> f.error().errorCode())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2", "InvalidInputException"),
            org.assertj.core.groups.Tuple.tuple("3", "EntityNotFoundException"));
    assertThat(list(table())).hasSize(1);
    List<BatchPermissionsRequestEntry> many =
        IntStream.range(0, 21).mapToObj(i -> entry("" + i, ANALYST, table())).toList();
    assertThatThrownBy(() -> lake.batchRevokePermissions(b -> b.entries(many)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("20");
  }

  @Test
  void grantsSurviveUpdatesAndDieWithTheTable() {
    grant(table(), Permission.DESCRIBE);
    glue.updateTable(
        u -> u.databaseName(database).tableInput(t -> t.name("orders").description("new")));
    assertThat(list(table())).hasSize(1);
    glue.deleteTable(d -> d.databaseName(database).name("orders"));
    createOrders();
    assertThat(list(table())).isEmpty();
  }

  @Test
  void tagsAreLowerCasedAndInherited() {
    String key = "Domain" + UUID.randomUUID();
    String lower = key.toLowerCase(java.util.Locale.ROOT);
    lake.createLFTag(c -> c.tagKey(key).tagValues("Sales", "HR"));
    lake.addLFTagsToResource(
        a ->
            a.resource(Resource.builder().database(d -> d.name(database)).build())
                .lfTags(pair(key, "Sales")));
    lake.addLFTagsToResource(a -> a.resource(columns("email")).lfTags(pair(key, "hr")));
    var failed = lake.addLFTagsToResource(a -> a.resource(table()).lfTags(pair("unknown", "x")));
    assertThat(failed.failures()).hasSize(1);

    var effective = lake.getResourceLFTags(g -> g.resource(table()));
    assertThat(effective.lfTagsOnTable())
        .extracting(LFTagPair::tagKey, LFTagPair::tagValues)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(lower, List.of("sales")));
    assertThat(effective.lfTagsOnColumns())
        .extracting(ColumnLFTag::name)
        .containsExactly("id", "email");

    var assigned = lake.getResourceLFTags(g -> g.resource(table()).showAssignedLFTags(true));
    assertThat(assigned.lfTagsOnTable()).isEmpty();
    assertThat(assigned.lfTagsOnColumns()).extracting(ColumnLFTag::name).containsExactly("email");

    assertThatThrownBy(() -> lake.updateLFTag(u -> u.tagKey(key).tagValuesToDelete("hr")))
        .isInstanceOf(InvalidInputException.class);
    lake.removeLFTagsFromResource(r -> r.resource(columns("email")).lfTags(pair(key, "hr")));
    lake.updateLFTag(u -> u.tagKey(key).tagValuesToDelete("hr").tagValuesToAdd("ops"));
    assertThat(lake.getLFTag(g -> g.tagKey(key)).tagValues()).containsExactly("ops", "sales");
    glue.deleteDatabase(d -> d.name(database));
    lake.deleteLFTag(d -> d.tagKey(key));
    assertThatThrownBy(() -> lake.getLFTag(g -> g.tagKey(key)))
        .isInstanceOf(EntityNotFoundException.class);
    createTable();
  }

  @Test
  void cellsFiltersAreVersionedAndListedWithTheirGrants() {
    lake.createDataCellsFilter(c -> c.tableData(filter("region = 'EU'", null)));
    DataCellsFilter first =
        lake.getDataCellsFilter(
                g ->
                    g.tableCatalogId("000000000000")
                        .databaseName(database)
                        .tableName("orders")
                        .name("eu"))
            .dataCellsFilter();
    lake.updateDataCellsFilter(u -> u.tableData(filter("region = 'DE'", first.versionId())));
    assertThatThrownBy(
            () -> lake.updateDataCellsFilter(u -> u.tableData(filter("x = 1", first.versionId()))))
        .isInstanceOf(ConcurrentModificationException.class);
    Resource resource =
        Resource.builder()
            .dataCellsFilter(f -> f.databaseName(database).tableName("orders").name("eu"))
            .build();
    grant(resource, Permission.SELECT);
    assertThat(list(table())).isEmpty();
    assertThat(
            lake.listPermissions(l -> l.resource(table()).includeRelated("TRUE"))
                .principalResourcePermissions())
        .hasSize(1);
    assertThat(
            lake.listDataCellsFilter(l -> l.table(t -> t.databaseName(database).name("orders")))
                .dataCellsFilters())
        .extracting(f -> f.rowFilter().filterExpression())
        .containsExactly("region = 'DE'");
  }

  @Test
  void refusesPermissionsThatDoNotFitTheResource() {
    assertThatThrownBy(() -> grant(table(), Permission.CREATE_TABLE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("CREATE_TABLE");
    assertThatThrownBy(() -> grant(columns("id"), Permission.ALTER))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void keepsSettingsLocationsAndOptIns() {
    var settings = lake.getDataLakeSettings(g -> {}).dataLakeSettings();
    assertThat(settings.allowFullTableExternalDataAccess()).isTrue();
    lake.putDataLakeSettings(
        p ->
            p.dataLakeSettings(
                settings.toBuilder()
                    .createTableDefaultPermissions(
                        d ->
                            d.principal(
                                    w -> w.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
                                .permissions(Permission.ALL))
                    .build()));
    glue.createTable(c -> c.databaseName(database).tableInput(t -> t.name("open")));
    lake.putDataLakeSettings(p -> p.dataLakeSettings(settings));
    assertThat(list(table("open")))
        .extracting(r -> r.principal().dataLakePrincipalIdentifier())
        .containsExactly("IAM_ALLOWED_PRINCIPALS");

    String arn = "arn:aws:s3:::" + database;
    lake.registerResource(r -> r.resourceArn(arn).useServiceLinkedRole(true));
    assertThat(lake.describeResource(d -> d.resourceArn(arn)).resourceInfo().resourceArn())
        .isEqualTo(arn);
    lake.deregisterResource(d -> d.resourceArn(arn));
    lake.createLakeFormationOptIn(o -> o.principal(analyst()).resource(table()));
    assertThat(lake.listLakeFormationOptIns(l -> l.resource(table())).lakeFormationOptInsInfoList())
        .hasSize(1);
    lake.deleteLakeFormationOptIn(o -> o.principal(analyst()).resource(table()));
    assertThat(lake.getDataLakePrincipal(g -> {}).identity()).startsWith("arn:aws:iam::");
  }

  private void createOrders() {
    glue.createTable(
        c ->
            c.databaseName(database)
                .tableInput(
                    t ->
                        t.name("orders")
                            .storageDescriptor(
                                s ->
                                    s.columns(
                                        k -> k.name("id").type("int"),
                                        k -> k.name("email").type("string")))));
  }

  private DataCellsFilter filter(String expression, String version) {
    return DataCellsFilter.builder()
        .tableCatalogId("000000000000")
        .databaseName(database)
        .tableName("orders")
        .name("eu")
        .rowFilter(r -> r.filterExpression(expression))
        .columnWildcard(w -> {})
        .versionId(version)
        .build();
  }

  private void grant(Resource resource, Permission... permissions) {
    lake.grantPermissions(g -> g.principal(analyst()).resource(resource).permissions(permissions));
  }

  private List<PrincipalResourcePermissions> list(Resource resource) {
    return lake.listPermissions(l -> l.resource(resource)).principalResourcePermissions();
  }

  private BatchPermissionsRequestEntry entry(String id, String principal, Resource resource) {
    return BatchPermissionsRequestEntry.builder()
        .id(id)
        .principal(p -> p.dataLakePrincipalIdentifier(principal))
        .resource(resource)
        .permissions(Permission.DESCRIBE)
        .build();
  }

  private static LFTagPair pair(String key, String value) {
    return LFTagPair.builder().tagKey(key).tagValues(value).build();
  }

  private static DataLakePrincipal analyst() {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(ANALYST).build();
  }

  private Resource columns(String... names) {
    return Resource.builder()
        .tableWithColumns(t -> t.databaseName(database).name("orders").columnNames(names))
        .build();
  }

  private Resource table() {
    return table("orders");
  }

  private Resource table(String name) {
    return Resource.builder().table(t -> t.databaseName(database).name(name)).build();
  }
}
