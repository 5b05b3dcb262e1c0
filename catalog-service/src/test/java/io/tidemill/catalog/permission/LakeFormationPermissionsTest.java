package io.tidemill.catalog.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.catalog.permission.Change.Action;
import io.tidemill.catalog.permission.Permissions.CallError;
import io.tidemill.catalog.permission.Permissions.Result;
import io.tidemill.catalog.permission.ScriptedLakeFormation.Call;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import tools.jackson.databind.JsonNode;

class LakeFormationPermissionsTest {
  private static final TableName TABLE = new TableName("retail", "orders");
  private static final Principal ANALYSTS = role("analysts");

  private ScriptedLakeFormation server;
  private LakeFormationPermissions permissions;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedLakeFormation();
    permissions = permissions(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsAtMostTwentyEntriesATimeEachWithAnIdOfItsOwn() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      changes.add(grant(role("r" + i), Scope.TABLE, Permission.SELECT, false));
    }
    List<Result> results = permissions.apply(TABLE, Action.GRANT, changes, Set.of());
    List<Call> calls = server.calls("BatchGrantPermissions");
    assertThat(calls)
        .extracting(call -> call.body().get("Entries").size())
        .containsExactly(20, 20, 5);
    assertThat(
            calls
                .get(0)
                .body()
                .get("Entries")
                .valueStream()
                .map(entry -> entry.get("Id").asString()))
        .doesNotHaveDuplicates();
    assertThat(results).hasSize(45).allMatch(result -> result.error() == null);
  }

  @Test
  void mergesWhatConcernsOnePrincipalAndResource() {
    permissions.apply(
        TABLE,
        Action.GRANT,
        List.of(
            grant(ANALYSTS, Scope.TABLE, Permission.SELECT, false),
            grant(ANALYSTS, Scope.TABLE, Permission.DESCRIBE, false),
            grant(ANALYSTS, Scope.TABLE, Permission.SELECT, true),
            grant(ANALYSTS, new Scope.Column("a"), Permission.SELECT, false),
            grant(ANALYSTS, new Scope.Column("b"), Permission.SELECT, false),
            grant(ANALYSTS, new Scope.Filtered("eu"), Permission.SELECT, false)),
        Set.of());
    JsonNode entries = server.calls("BatchGrantPermissions").get(0).body().get("Entries");
    assertThat(entries.size()).isEqualTo(3);
    assertThat(entries.get(0).get("Permissions").toString()).isEqualTo("[\"DESCRIBE\",\"SELECT\"]");
    assertThat(entries.get(0).get("PermissionsWithGrantOption").toString())
        .isEqualTo("[\"SELECT\"]");
    assertThat(entries.get(1).get("Resource").get("TableWithColumns").get("ColumnNames").toString())
        .isEqualTo("[\"a\",\"b\"]");
    assertThat(entries.get(2).get("Resource").get("DataCellsFilter").get("Name").asString())
        .isEqualTo("eu");
  }

  @Test
  void findsTheFailuresInsideAnAnswerThatSaysOk() {
    server.answer(
        "BatchGrantPermissions",
        "{\"Failures\":[{\"RequestEntry\":{\"Id\":\"e1\"},\"Error\":{\"ErrorCode\":\"ConcurrentModificationException\",\"ErrorMessage\":\"busy\"}}]}");
    List<Result> results =
        permissions.apply(
            TABLE,
            Action.GRANT,
            List.of(
                grant(ANALYSTS, Scope.TABLE, Permission.SELECT, false),
                grant(role("finance"), Scope.TABLE, Permission.SELECT, false)),
            Set.of());
    assertThat(results.get(0).error()).isNull();
    assertThat(results.get(1).error())
        .isEqualTo(new CallError("ConcurrentModificationException", "busy"));
    assertThat(results).extracting(Result::requestId).containsOnly("request-1");
  }

  @Test
  void revokesAllWhereAllWasGranted() {
    List<Change> changes = new ArrayList<>();
    for (Permission permission : Permission.all()) {
      changes.add(
          new Change(
              Action.REVOKE, new Atom.Grant(ANALYSTS, Scope.TABLE, permission, false), "test"));
    }
    permissions.apply(TABLE, Action.REVOKE, changes, Set.of(ANALYSTS));
    JsonNode entry = server.calls("BatchRevokePermissions").get(0).body().get("Entries").get(0);
    assertThat(entry.get("Permissions").toString()).isEqualTo("[\"ALL\"]");
  }

  @Test
  void readsAllPagesIntoOneForm() {
    server.answer(
        "ListPermissions",
        rows(
            row(
                "analysts",
                "\"Table\":{\"DatabaseName\":\"retail\",\"Name\":\"orders\"}",
                "DESCRIBE"),
            "next"));
    server.answer(
        "ListPermissions",
        "{\"PrincipalResourcePermissions\":["
            + String.join(
                ",",
                row(
                    "analysts",
                    "\"TableWithColumns\":{\"DatabaseName\":\"retail\",\"Name\":\"orders\",\"ColumnWildcard\":{}}",
                    "SELECT"),
                row("owner", "\"Table\":{\"DatabaseName\":\"retail\",\"Name\":\"orders\"}", "ALL"),
                row(
                    "desk",
                    "\"DataCellsFilter\":{\"DatabaseName\":\"retail\",\"TableName\":\"orders\",\"Name\":\"eu\"}",
                    "SELECT"),
                row(
                    "some",
                    "\"TableWithColumns\":{\"DatabaseName\":\"retail\",\"Name\":\"orders\",\"ColumnNames\":[\"a\",\"b\"]}",
                    "SELECT"),
                row(
                    "every",
                    "\"Table\":{\"DatabaseName\":\"retail\",\"TableWildcard\":{}}",
                    "SELECT"),
                row("db", "\"Database\":{\"Name\":\"retail\"}", "CREATE_TABLE"))
            + "]}");
    server.answer(
        "GetResourceLFTags",
        "{\"LFTagsOnTable\":[{\"TagKey\":\"Tier\",\"TagValues\":[\"Gold\"]}],"
            + "\"LFTagsOnColumns\":[{\"Name\":\"phone\",\"LFTags\":[{\"TagKey\":\"pii\",\"TagValues\":[\"yes\"]}]}]}");
    server.answer(
        "ListDataCellsFilter",
        "{\"DataCellsFilters\":[{\"DatabaseName\":\"retail\",\"TableName\":\"orders\",\"Name\":\"eu\","
            + "\"RowFilter\":{\"FilterExpression\":\"region='EU'\"},\"ColumnWildcard\":{\"ExcludedColumnNames\":[\"b\"]}}]}");

    Actual actual = permissions.read(TABLE);

    List<Atom> expected = new ArrayList<>();
    expected.add(new Atom.Grant(ANALYSTS, Scope.TABLE, Permission.DESCRIBE, false));
    expected.add(new Atom.Grant(ANALYSTS, Scope.TABLE, Permission.SELECT, false));
    Permission.all()
        .forEach(p -> expected.add(new Atom.Grant(role("owner"), Scope.TABLE, p, false)));
    expected.add(new Atom.Grant(role("desk"), new Scope.Filtered("eu"), Permission.SELECT, false));
    expected.add(new Atom.Grant(role("some"), new Scope.Column("a"), Permission.SELECT, false));
    expected.add(new Atom.Grant(role("some"), new Scope.Column("b"), Permission.SELECT, false));
    expected.add(new Atom.Tag(TagTarget.TABLE, "tier", "gold"));
    expected.add(new Atom.Tag(new TagTarget.OnColumn("phone"), "pii", "yes"));
    expected.add(new Atom.Filter("eu", "region='EU'", List.of(), List.of("b")));
    assertThat(actual.atoms()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(actual.heldAsAll()).containsExactly(role("owner"));
    List<Call> pages = server.calls("ListPermissions");
    assertThat(pages).hasSize(2);
    assertThat(pages.get(1).body().get("NextToken").asString()).isEqualTo("next");
    // By resource only, or the answer would be effective permissions instead of given ones.
    assertThat(pages.get(0).body().has("Principal")).isFalse();
  }

  @Test
  void attachesOneTagToSeveralColumnsInOneCall() {
    permissions.apply(
        TABLE,
        Action.ADD_TAG,
        List.of(
            new Change(
                Action.ADD_TAG, new Atom.Tag(new TagTarget.OnColumn("name"), "pii", "yes"), "test"),
            new Change(
                Action.ADD_TAG,
                new Atom.Tag(new TagTarget.OnColumn("phone"), "pii", "yes"),
                "test"),
            new Change(Action.ADD_TAG, new Atom.Tag(TagTarget.TABLE, "tier", "gold"), "test")),
        Set.of());
    List<Call> calls = server.calls("AddLFTagsToResource");
    assertThat(calls).hasSize(2);
    assertThat(
            calls
                .get(0)
                .body()
                .get("Resource")
                .get("TableWithColumns")
                .get("ColumnNames")
                .toString())
        .isEqualTo("[\"name\",\"phone\"]");
  }

  @Test
  void updatesAFilterOnlyIfItIsTheVersionJustRead() {
    server.answer(
        "GetDataCellsFilter",
        "{\"DataCellsFilter\":{\"DatabaseName\":\"retail\",\"TableName\":\"orders\",\"Name\":\"eu\",\"VersionId\":\"7\"}}");
    Atom filter = new Atom.Filter("eu", "region='EU'", List.of("a"), List.of());
    permissions.apply(
        TABLE,
        Action.UPDATE_FILTER,
        List.of(new Change(Action.UPDATE_FILTER, filter, "test")),
        Set.of());
    JsonNode sent = server.calls("UpdateDataCellsFilter").get(0).body().get("TableData");
    assertThat(sent.get("VersionId").asString()).isEqualTo("7");
    assertThat(sent.get("ColumnNames").toString()).isEqualTo("[\"a\"]");
  }

  @Test
  void tellsWhatACallFailedWith() {
    server.fail("ListPermissions", "AccessDeniedException", "who are you");
    assertThatThrownBy(() -> permissions.read(TABLE))
        .isInstanceOfSatisfying(
            PermissionCallException.class,
            e ->
                assertThat(e.error())
                    .isEqualTo(new CallError("AccessDeniedException", "who are you")));
    // Nothing retries silently underneath.
    assertThat(server.calls("ListPermissions")).hasSize(1);
  }

  @Test
  void tellsThatNobodyAnswered() {
    server.close();
    List<Result> results =
        permissions.apply(
            TABLE,
            Action.GRANT,
            List.of(grant(ANALYSTS, Scope.TABLE, Permission.SELECT, false)),
            Set.of());
    assertThat(results.get(0).error().code()).isEqualTo("Unreachable");
    assertThat(Transience.passes(results.get(0).error())).isTrue();
  }

  private static String rows(String row, String next) {
    return "{\"PrincipalResourcePermissions\":[" + row + "],\"NextToken\":\"" + next + "\"}";
  }

  private static String row(String role, String resource, String permission) {
    return "{\"Principal\":{\"DataLakePrincipalIdentifier\":\""
        + role(role).id()
        + "\"},\"Resource\":{"
        + resource
        + "},\"Permissions\":[\""
        + permission
        + "\"],\"PermissionsWithGrantOption\":[]}";
  }

  private static Change grant(
      Principal principal, Scope scope, Permission permission, boolean grantOption) {
    return new Change(
        Action.GRANT, new Atom.Grant(principal, scope, permission, grantOption), "test");
  }

  private static Principal role(String name) {
    return Principal.of("arn:aws:iam::123456789012:role/" + name);
  }

  private static LakeFormationPermissions permissions(URI url) {
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    return new LakeFormationPermissions(
        LakeFormationClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build(),
        GlueClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(UrlConnectionHttpClient.create())
            .build());
  }
}
