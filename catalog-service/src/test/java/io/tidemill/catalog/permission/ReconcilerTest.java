package io.tidemill.catalog.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.catalog.permission.AuditTrail.Cause;
import io.tidemill.catalog.permission.Change.Action;
import io.tidemill.catalog.permission.Outcome.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final TableName TABLE = new TableName("retail", "orders");
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Principal ANALYSTS = role("analysts");
  private static final Principal FINANCE = role("finance");
  private static final Principal STRANGER = role("stranger");
  private static final Principal SESSION = role("session");
  private static final Guards GUARDS = new Guards(Set.of(), Set.of(SESSION), 3);
  private static final Cause CAUSE = new Cause("local", "event-1", "run-1", "model.retail.orders");

  private final FakePermissions permissions =
      new FakePermissions().table(TABLE, NOW.minusSeconds(60));
  private final MemoryLedger ledger = new MemoryLedger();
  private final List<AuditTrail.Entry> audit = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();

  @Test
  void grantsWhatIsDeclaredAndMissing() throws Exception {
    Outcome outcome = reconcile(select("analysts"));
    assertThat(outcome).isEqualTo(new Outcome(State.CONVERGED, 2, 2, 0, List.of()));
    assertThat(permissions.atoms(TABLE))
        .containsExactlyInAnyOrder(
            grant(ANALYSTS, Permission.SELECT), grant(ANALYSTS, Permission.DESCRIBE));
    assertThat(audit).extracting(AuditTrail.Entry::action).containsExactly("grant", "grant");
    assertThat(audit).extracting(AuditTrail.Entry::outcome).containsOnly("ok");
  }

  @Test
  void changesNothingTheSecondTimeAndReadsNothingWhileTrusted() throws Exception {
    reconcile(select("analysts"));
    int reads = permissions.reads();
    Outcome outcome = reconcile(select("analysts"));
    assertThat(outcome).isEqualTo(new Outcome(State.CONVERGED, 2, 0, 0, List.of()));
    assertThat(permissions.reads()).isEqualTo(reads);
  }

  @Test
  void takesAwayOnlyWhatItGaveItself() throws Exception {
    reconcile(select("analysts"));
    permissions.put(TABLE, grant(STRANGER, Permission.SELECT));
    Outcome outcome = reconcile(select("finance"));
    assertThat(outcome.revoked()).isEqualTo(2);
    assertThat(permissions.atoms(TABLE))
        .containsExactlyInAnyOrder(
            grant(FINANCE, Permission.SELECT),
            grant(FINANCE, Permission.DESCRIBE),
            grant(STRANGER, Permission.SELECT));
  }

  @Test
  void takesEverythingElseAwayWhenAuthoritativeButForAdministratorsAndTheRuntimeRole()
      throws Exception {
    Atom admin = grant(role("lake-admin"), Permission.ALTER);
    Atom runtime = grant(SESSION, Permission.INSERT);
    permissions.put(TABLE, grant(STRANGER, Permission.SELECT), admin, runtime);
    reconcile(
        Map.of(
            "governance", Map.of("mode", "authoritative"), "grants", Map.of("select", "analysts")));
    assertThat(permissions.atoms(TABLE))
        .containsExactlyInAnyOrder(
            grant(ANALYSTS, Permission.SELECT),
            grant(ANALYSTS, Permission.DESCRIBE),
            admin,
            runtime);
  }

  @Test
  void takesNothingAwayWhenAdditive() throws Exception {
    reconcile(select("analysts"));
    reconcile(
        Map.of("governance", Map.of("mode", "additive"), "grants", Map.of("select", "finance")));
    assertThat(permissions.atoms(TABLE)).hasSize(4);
  }

  @Test
  void reportsAndChangesNothingWhenAuditing() throws Exception {
    Outcome outcome =
        reconcile(
            Map.of("governance", Map.of("mode", "audit"), "grants", Map.of("select", "analysts")));
    assertThat(outcome.state()).isEqualTo(State.AUDITED);
    assertThat(permissions.atoms(TABLE)).isEmpty();
    assertThat(audit).extracting(AuditTrail.Entry::outcome).containsOnly("audited, not done");
  }

  @Test
  void addsAccessBeforeItTakesAnyAway() throws Exception {
    reconcile(Map.of("lf_grants", filters("old", "analysts")));
    reconcile(
        Map.of(
            "lf_grants",
            filters("young", "finance"),
            "lf_tags_config",
            Map.of("enabled", true, "tags", Map.of("tier", "gold"))));
    List<Action> actions = permissions.done().stream().map(Change::action).toList();
    assertThat(actions)
        .containsExactly(
            Action.CREATE_FILTER,
            Action.GRANT,
            Action.CREATE_FILTER,
            Action.ADD_TAG,
            Action.GRANT,
            Action.REVOKE,
            Action.DELETE_FILTER);
  }

  @Test
  void takesNothingAwayWhileSomethingToAddFails() throws Exception {
    reconcile(select("analysts"));
    permissions.failNext(change -> change.action() == Action.GRANT, "AccessDeniedException", "no");
    Outcome outcome = reconcile(select("finance"));
    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.problems())
        .hasSize(2)
        .last()
        .asString()
        .contains("2 changes that take access away wait");
    assertThat(permissions.atoms(TABLE)).contains(grant(ANALYSTS, Permission.SELECT));
  }

  @Test
  void triesAgainWhatPassesAndOnlyThat() throws Exception {
    permissions.failNext(
        change -> change.atom().toString().contains("finance SELECT"),
        "ConcurrentModificationException",
        "busy");
    permissions.failNext(
        change -> change.atom().toString().contains("finance SELECT"),
        "ThrottledException",
        "slow down");
    Outcome outcome = reconcile(select("analysts", "finance"));
    assertThat(outcome).isEqualTo(new Outcome(State.CONVERGED, 4, 4, 0, List.of()));
    assertThat(permissions.done()).hasSize(4);
    assertThat(waits).hasSize(2);
  }

  @Test
  void givesUpWhatDoesNotPassAndTriesItAnotherTime() throws Exception {
    permissions.failNext(
        change -> change.atom().toString().contains("finance SELECT"),
        "InvalidInputException",
        "no such role");
    Outcome outcome = reconcile(select("analysts", "finance"));
    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.problems())
        .containsExactly(
            "Expected to grant "
                + FINANCE
                + " SELECT on table of retail.orders, but got InvalidInputException: no such role");
    assertThat(waits).isEmpty();
    assertThat(reconcile(select("analysts", "finance")))
        .isEqualTo(new Outcome(State.CONVERGED, 4, 1, 0, List.of()));
  }

  @Test
  void countsARevokeOfWhatIsGoneAsDone() throws Exception {
    reconcile(select("analysts", "finance"));
    permissions.failNext(
        change -> change.action() == Action.REVOKE,
        "InvalidInputException",
        "No permissions revoked. Grantee has no permissions");
    permissions.remove(TABLE, grant(FINANCE, Permission.DESCRIBE));
    Outcome outcome = reconcile(Map.of("grants", Map.of("select", "analysts")));
    // The listing still shows it, as Lake Formation's may: the table is in order when it no longer
    // does.
    assertThat(outcome.revoked()).isEqualTo(1);
  }

  @Test
  void grantsAnewWhenTheTableWasDroppedAndMadeAgain() throws Exception {
    reconcile(select("analysts"));
    permissions.recreate(TABLE, NOW);
    permissions.put(TABLE, grant(FINANCE, Permission.SELECT));
    Outcome outcome = reconcile(select("analysts"));
    assertThat(outcome.granted()).isEqualTo(2);
    assertThat(permissions.atoms(TABLE)).contains(grant(FINANCE, Permission.SELECT));
  }

  @Test
  void refusesToTakeFromTooManyPrincipals() throws Exception {
    String[] four = IntStream.range(0, 4).mapToObj(i -> role("r" + i).id()).toArray(String[]::new);
    reconcile(select(four));
    Outcome outcome = reconcile(select("analysts"));
    assertThat(outcome.state()).isEqualTo(State.REFUSED);
    assertThat(outcome.problems().get(0))
        .contains("from at most 3 principals, but the plan does so from 4");
    assertThat(permissions.atoms(TABLE))
        .hasSize(8)
        .doesNotContain(grant(ANALYSTS, Permission.SELECT));
  }

  @Test
  void refusesToLimitTheRuntimeRoleToColumns() throws Exception {
    Map<String, Object> grant =
        Map.of("principal", SESSION.id(), "permissions", "select", "columns", List.of("a"));
    Outcome outcome = reconcile(Map.of("governance", Map.of("grants", List.of(grant))));
    assertThat(outcome.state()).isEqualTo(State.REFUSED);
    assertThat(outcome.problems().get(0)).contains("full table access");
  }

  @Test
  void remembersAfterACrashWhatItWasAboutToDo() throws Exception {
    // Given a process that dies between the change and the note that it was made
    ledger.crashAfter(1);
    assertThatThrownBy(() -> reconcile(select("analysts"))).hasMessageContaining("died");
    assertThat(permissions.atoms(TABLE)).hasSize(2);
    // When the next one finds another declaration
    ledger.crashAfter(Integer.MAX_VALUE);
    audit.clear();
    reconcile(select("finance"));
    // Then the first one's grants are known to be ours, are audited, and go
    assertThat(permissions.atoms(TABLE))
        .containsExactlyInAnyOrder(
            grant(FINANCE, Permission.SELECT), grant(FINANCE, Permission.DESCRIBE));
    assertThat(audit)
        .extracting(AuditTrail.Entry::outcome)
        .startsWith("ok, settled by reading after an interruption");
  }

  @Test
  void leavesToOthersWhatTheyTookAwayAndGaveAgain() throws Exception {
    reconcile(select("analysts"));
    permissions.remove(
        TABLE, grant(ANALYSTS, Permission.SELECT), grant(ANALYSTS, Permission.DESCRIBE));
    reconcile(select("finance"));
    permissions.put(TABLE, grant(ANALYSTS, Permission.SELECT));
    reconcile(Map.of("grants", Map.of("describe", "finance")));
    assertThat(permissions.atoms(TABLE))
        .containsExactlyInAnyOrder(
            grant(ANALYSTS, Permission.SELECT), grant(FINANCE, Permission.DESCRIBE));
  }

  @Test
  void takesAPrivilegeFromEverybodyWhenDeclaredEmpty() throws Exception {
    permissions.put(TABLE, grant(STRANGER, Permission.SELECT), grant(STRANGER, Permission.INSERT));
    reconcile(Map.of("grants", Map.of("select", List.of())));
    assertThat(permissions.atoms(TABLE)).containsExactly(grant(STRANGER, Permission.INSERT));
  }

  @Test
  void leavesIamAlonePrincipalsUntilDeclaredClosed() throws Exception {
    Atom iam = grant(Principal.IAM_ALLOWED_PRINCIPALS, Permission.SELECT);
    permissions.put(TABLE, iam);
    reconcile(
        Map.of(
            "governance", Map.of("mode", "authoritative"), "grants", Map.of("select", "analysts")));
    assertThat(permissions.atoms(TABLE)).contains(iam);
    reconcile(
        Map.of(
            "governance",
            Map.of("revoke_iam_allowed_principals", true),
            "grants",
            Map.of("select", "analysts")));
    assertThat(permissions.atoms(TABLE)).doesNotContain(iam);
    assertThat(permissions.done()).last().extracting(Change::action).isEqualTo(Action.CLOSE);
  }

  @Test
  void replacesATagsValueWithoutRemovingItFirst() throws Exception {
    reconcile(Map.of("lf_tags_config", Map.of("enabled", true, "tags", Map.of("Tier", "Gold"))));
    reconcile(Map.of("lf_tags_config", Map.of("enabled", true, "tags", Map.of("tier", "silver"))));
    assertThat(permissions.done())
        .extracting(Change::action)
        .containsExactly(Action.ADD_TAG, Action.ADD_TAG);
    assertThat(permissions.atoms(TABLE))
        .containsExactly(new Atom.Tag(TagTarget.TABLE, "tier", "silver"));
  }

  @Test
  void saysThatATableIsMissing() throws Exception {
    TableName missing = new TableName("retail", "nothing");
    Desired desired = Declaration.read(missing, select("analysts"), principals(), Mode.MANAGED);
    Outcome outcome = reconciler().reconcile(desired, GUARDS, CAUSE);
    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.problems().get(0))
        .contains("Expected table retail.nothing to be in the Glue Data Catalog");
  }

  @Test
  void asksNothingAboutATableThatDeclaresNothing() throws Exception {
    assertThat(reconcile(Map.of()).inOrder()).isTrue();
    assertThat(permissions.reads()).isZero();
  }

  @Test
  void showsWhatDriftedSince() throws Exception {
    reconcile(select("analysts"));
    permissions.remove(TABLE, grant(ANALYSTS, Permission.SELECT));
    permissions.put(TABLE, grant(STRANGER, Permission.SELECT));
    List<Drift> drifts = Drift.of(ledger, reconciler());
    assertThat(drifts).hasSize(1);
    assertThat(drifts.get(0).missing()).containsExactly(grant(ANALYSTS, Permission.SELECT));
    assertThat(drifts.get(0).foreign()).containsExactly(grant(STRANGER, Permission.SELECT));
    assertThat(drifts.get(0).drifted()).isTrue();
  }

  @Test
  void plansTheSameInTheSameOrder() throws Exception {
    Desired desired =
        Declaration.read(TABLE, select("finance", "analysts"), principals(), Mode.MANAGED);
    Plan plan = reconciler().plan(desired, GUARDS, "model.retail.orders");
    assertThat(plan.changes().stream().map(Change::toString))
        .containsExactly(
            "grant " + ANALYSTS + " DESCRIBE on table",
            "grant " + ANALYSTS + " SELECT on table",
            "grant " + FINANCE + " DESCRIBE on table",
            "grant " + FINANCE + " SELECT on table");
    assertThat(permissions.done()).isEmpty();
  }

  private Outcome reconcile(Map<String, ?> config) throws InterruptedException {
    return reconciler()
        .reconcile(Declaration.read(TABLE, config, principals(), Mode.MANAGED), GUARDS, CAUSE);
  }

  private Reconciler reconciler() {
    Backoff backoff = new Backoff(4, Duration.ofMillis(100), Duration.ofSeconds(1));
    return new Reconciler(
        permissions,
        ledger,
        audit::add,
        new Reconciler.Settings(backoff, backoff, Duration.ofMinutes(10)),
        Clock.fixed(NOW, ZoneOffset.UTC),
        waits::add,
        new Random(1));
  }

  private static Map<String, ?> select(String... grantees) {
    return Map.of("grants", Map.of("select", List.of(grantees)));
  }

  private static Map<String, ?> filters(String name, String principal) {
    return Map.of(
        "data_cell_filters",
        Map.of(
            "enabled",
            true,
            "filters",
            Map.of(name, Map.of("row_filter", "a = 1", "principals", List.of(principal)))));
  }

  private static Principals principals() {
    return new Principals(
        Map.of("analysts", ANALYSTS.id(), "finance", FINANCE.id()), "123456789012");
  }

  private static Principal role(String name) {
    return Principal.of("arn:aws:iam::123456789012:role/" + name);
  }

  private static Atom grant(Principal principal, Permission permission) {
    return new Atom.Grant(principal, Scope.TABLE, permission, false);
  }
}
