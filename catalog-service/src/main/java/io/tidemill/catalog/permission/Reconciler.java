package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.AuditTrail.Cause;
import io.tidemill.catalog.permission.AuditTrail.Entry;
import io.tidemill.catalog.permission.Change.Action;
import io.tidemill.catalog.permission.Permissions.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the permissions of one table to what its project declares.
 *
 * <p>Read top to bottom: declared, entity, fast path, actual, plan, intent, execution, result,
 * verification. What is about to be tried is in the ledger before it is tried, so that after a
 * crash in between the change is known to be ours.
 *
 * <p>Different tables may be reconciled at the same time; the caller never reconciles one table
 * twice at once.
 */
public final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Permissions permissions;
  private final Ledger ledger;
  private final AuditTrail audit;
  private final Settings settings;
  private final Clock clock;
  private final Pause pause;
  private final RandomGenerator random;
  private final Execution execution;

  /**
   * How it works.
   *
   * @param trustedFor how long a table found in order is taken to be so while nothing about it
   *     changes
   * @param verification tries and waits for changes to show up when read again
   */
  public record Settings(Backoff retries, Backoff verification, Duration trustedFor) {}

  public Reconciler(
      Permissions permissions,
      Ledger ledger,
      AuditTrail audit,
      Settings settings,
      Clock clock,
      Pause pause,
      RandomGenerator random) {
    this.permissions = permissions;
    this.ledger = ledger;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    this.random = random;
    this.execution = new Execution(permissions, settings.retries(), pause, random);
  }

  /**
   * Makes it so, and says what came of it. Problems are in the outcome; only a lost ledger or audit
   * trail throws.
   */
  public Outcome reconcile(Desired desired, Guards guards, Cause cause)
      throws InterruptedException {
    Applied before = remembered(desired, cause);
    if (desired.silent() && before.atoms().isEmpty() && before.intended().isEmpty()) {
      return Outcome.nothingDeclared();
    }
    try {
      Optional<Entity> entity = execution.patiently(() -> permissions.entity(desired.table()));
      if (entity.isEmpty()) {
        return Outcome.failed(
            "Expected table "
                + desired.table()
                + " to be in the Glue Data Catalog, but it is not; was it built elsewhere?");
      }
      if (trusted(desired, before, entity.get())) {
        return new Outcome(Outcome.State.CONVERGED, desired.atoms().size(), 0, 0, List.of());
      }
      return reconcile(desired, before, entity.get(), guards, cause);
    } catch (PermissionCallException e) {
      return Outcome.failed(String.valueOf(e.getMessage()));
    }
  }

  /** The plan, and nothing done about it. */
  public Plan plan(Desired desired, Guards guards, String nodeId) throws InterruptedException {
    Applied before =
        ledger.find(desired.table()).orElse(Applied.none(desired.table(), nodeId, desired.mode()));
    Entity entity =
        execution
            .patiently(() -> permissions.entity(desired.table()))
            .orElse(new Entity(Instant.EPOCH, null));
    Actual actual =
        entity.createdAt().equals(Instant.EPOCH)
            ? new Actual(Set.of(), Set.of())
            : execution.patiently(() -> permissions.read(desired.table()));
    return Difference.between(
        desired, actual, before.withIntended(), entity, withAdministrators(desired, guards));
  }

  /** What is in place now. */
  public Actual actual(TableName table) throws InterruptedException {
    return execution.patiently(() -> permissions.read(table));
  }

  private Applied remembered(Desired desired, Cause cause) {
    return ledger
        .find(desired.table())
        .orElse(Applied.none(desired.table(), cause.nodeId(), desired.mode()));
  }

  private boolean trusted(Desired desired, Applied before, Entity entity) {
    return desired.hash().equals(before.desiredHash())
        && entity.createdAt().equals(before.entityCreatedAt())
        && before.intended().isEmpty()
        && before.verifiedAt() != null
        && clock.instant().isBefore(before.verifiedAt().plus(settings.trustedFor()));
  }

  private Outcome reconcile(
      Desired desired, Applied before, Entity entity, Guards guards, Cause cause)
      throws InterruptedException {
    Actual actual = execution.patiently(() -> permissions.read(desired.table()));
    settleIntents(before, actual, entity, cause);
    Applied known = before.withIntended();
    Guards effective = withAdministrators(desired, guards);
    Plan plan = Difference.between(desired, actual, known, entity, effective);
    if (plan.refusal() != null) {
      audit.record(
          new Entry(
              cause, "refuse", desired.table().toString(), null, plan.refusal(), "refused", null));
      return Outcome.refused(plan.refusal());
    }
    if (desired.mode() == Mode.AUDIT) {
      plan.changes()
          .forEach(
              change -> audit.record(entry(cause, desired, change, "audited, not done", null)));
      return new Outcome(Outcome.State.AUDITED, plan.inPlace(), 0, 0, List.of());
    }
    if (plan.recreated()) {
      log.info(
          "{} was dropped and created again; its permissions are granted anew", desired.table());
    }
    Set<Atom> ours = new HashSet<>(plan.recreated() ? Set.of() : known.atoms());
    // What others took away, and what was intended and never came about, is not ours to take away
    // any more.
    ours.removeIf(atom -> !actual.atoms().contains(atom) && !desired.atoms().contains(atom));
    if (!plan.empty()) {
      // The intent first: a change that is made and then forgotten could never be taken back.
      ledger.save(applied(desired, entity, ours, plan.changes(), null, null, cause));
    }
    List<Result> results = execution.execute(plan, actual.heldAsAll());
    return concluded(desired, entity, plan, effective, ours, results, cause);
  }

  private Outcome concluded(
      Desired desired,
      Entity entity,
      Plan plan,
      Guards guards,
      Set<Atom> ours,
      List<Result> results,
      Cause cause)
      throws InterruptedException {
    for (Result result : results) {
      String outcome = result.error() == null ? "ok" : result.error().toString();
      audit.record(entry(cause, desired, result.change(), outcome, result.requestId()));
      if (result.error() == null) {
        remember(result.change(), ours);
      }
    }
    List<String> problems = problems(desired, plan, results);
    boolean verified =
        problems.isEmpty() && (!plan.takesAway() || verify(desired, entity, guards, ours));
    if (problems.isEmpty() && !verified) {
      problems =
          List.of(
              "Expected the permissions of "
                  + desired.table()
                  + " to show as declared, but they do not yet");
    }
    boolean converged = problems.isEmpty();
    ledger.save(
        applied(
            desired,
            entity,
            ours,
            List.of(),
            converged ? desired.hash() : null,
            converged ? clock.instant() : null,
            cause));
    int granted = done(results, false);
    return new Outcome(
        converged ? Outcome.State.CONVERGED : Outcome.State.FAILED,
        plan.inPlace() + granted,
        granted,
        done(results, true),
        problems);
  }

  private static List<String> problems(Desired desired, Plan plan, List<Result> results) {
    List<String> problems =
        new ArrayList<>(
            results.stream()
                .filter(result -> result.error() != null)
                .map(
                    result ->
                        "Expected to "
                            + result.change()
                            + " of "
                            + desired.table()
                            + ", but got "
                            + result.error())
                .toList());
    int left = plan.changes().size() - results.size();
    if (left > 0) {
      problems.add(left + " changes that take access away wait until the others are in place");
    }
    return problems;
  }

  private static int done(List<Result> results, boolean takingAway) {
    return (int)
        results.stream()
            .filter(
                result ->
                    result.error() == null && result.change().action().takesAway() == takingAway)
            .count();
  }

  private static void remember(Change change, Set<Atom> ours) {
    if (change.action().takesAway()) {
      ours.remove(change.atom());
      return;
    }
    // A tag's or filter's former value is no longer there to be taken away.
    if (change.atom() instanceof Atom.Tag tag) {
      ours.removeIf(other -> other instanceof Atom.Tag old && old.samePlace(tag));
    }
    if (change.atom() instanceof Atom.Filter filter) {
      ours.removeIf(other -> other instanceof Atom.Filter old && old.name().equals(filter.name()));
    }
    ours.add(change.atom());
  }

  /** Reads until nothing is left to do: what was revoked may be listed for a while. */
  private boolean verify(Desired desired, Entity entity, Guards guards, Set<Atom> ours)
      throws InterruptedException {
    Applied now =
        new Applied(
            desired.table(), entity.createdAt(), ours, List.of(), null, null, "", desired.mode());
    for (int attempt = 1; ; attempt++) {
      Actual actual = execution.patiently(() -> permissions.read(desired.table()));
      if (Difference.between(desired, actual, now, entity, guards).empty()) {
        return true;
      }
      if (attempt >= settings.verification().tries()) {
        return false;
      }
      pause.sleep(settings.verification().after(attempt, random));
    }
  }

  /**
   * Says what became of changes that were about to be made when the service last stopped: by
   * reading, not by guessing.
   */
  private void settleIntents(Applied before, Actual actual, Entity entity, Cause cause) {
    if (!entity.createdAt().equals(before.entityCreatedAt())) {
      return;
    }
    for (Change change : before.intended()) {
      boolean there = actual.atoms().contains(change.atom());
      boolean done = there != change.action().takesAway();
      String outcome =
          done ? "ok, settled by reading after an interruption" : "not done before an interruption";
      audit.record(
          new Entry(
              cause,
              change.action().label(),
              before.table().toString(),
              change.atom(),
              change.reason(),
              outcome,
              null));
    }
  }

  /**
   * Whoever administers the lake is protected; asking matters only where foreign grants are
   * revoked.
   */
  private Guards withAdministrators(Desired desired, Guards guards) throws InterruptedException {
    if (desired.mode() != Mode.AUTHORITATIVE) {
      return guards;
    }
    Set<Principal> protectedPrincipals = new HashSet<>(guards.protectedPrincipals());
    protectedPrincipals.addAll(execution.patiently(permissions::administrators));
    return new Guards(protectedPrincipals, guards.runtimeRoles(), guards.mostPrincipalsRevoked());
  }

  private static Entry entry(
      Cause cause, Desired desired, Change change, String outcome, @Nullable String requestId) {
    Action action = change.action();
    return new Entry(
        cause,
        action.label(),
        desired.table().toString(),
        change.atom(),
        change.reason(),
        outcome,
        requestId);
  }

  private static Applied applied(
      Desired desired,
      Entity entity,
      Set<Atom> ours,
      List<Change> intended,
      @Nullable String hash,
      @Nullable Instant verifiedAt,
      Cause cause) {
    return new Applied(
        desired.table(),
        entity.createdAt(),
        ours,
        intended,
        hash,
        verifiedAt,
        cause.nodeId(),
        desired.mode());
  }
}
