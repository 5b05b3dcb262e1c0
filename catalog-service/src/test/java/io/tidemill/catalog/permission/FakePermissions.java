package io.tidemill.catalog.permission;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Permissions in memory, with failures on demand. Safe for many threads. */
public class FakePermissions implements Permissions {
  private final Map<TableName, Entity> entities = new ConcurrentHashMap<>();
  private final Map<TableName, Set<Atom>> atoms = new HashMap<>();
  private final Deque<Failure> failures = new ArrayDeque<>();
  private final List<Change> done = new ArrayList<>();
  private int reads;

  /** When tables were made that nobody declared; the epoch: there are none. */
  private final Instant everywhere;

  public FakePermissions() {
    this(Instant.EPOCH);
  }

  /** As if every table had been made at this time. */
  protected FakePermissions(Instant everywhere) {
    this.everywhere = everywhere;
  }

  private record Failure(Predicate<Change> which, CallError error) {}

  public synchronized FakePermissions table(TableName table, Instant createdAt) {
    entities.put(table, new Entity(createdAt, null));
    atoms.put(table, new HashSet<>());
    return this;
  }

  /** Drops the table and makes it again: another entry, without permissions. */
  public synchronized void recreate(TableName table, Instant createdAt) {
    table(table, createdAt);
  }

  public synchronized void put(TableName table, Atom... given) {
    atoms.get(table).addAll(List.of(given));
  }

  public synchronized void remove(TableName table, Atom... gone) {
    atoms.get(table).removeAll(List.of(gone));
  }

  public synchronized Set<Atom> atoms(TableName table) {
    return Set.copyOf(atoms.getOrDefault(table, Set.of()));
  }

  /** The next change for which {@code which} holds fails so, once. */
  public synchronized void failNext(Predicate<Change> which, String code, String message) {
    failures.add(new Failure(which, new CallError(code, message)));
  }

  public synchronized void clearFailures() {
    failures.clear();
  }

  public synchronized List<Change> done() {
    return List.copyOf(done);
  }

  public synchronized int reads() {
    return reads;
  }

  @Override
  public Optional<Entity> entity(TableName table) {
    Entity known = entities.get(table);
    return known != null || everywhere.equals(Instant.EPOCH)
        ? Optional.ofNullable(known)
        : Optional.of(new Entity(everywhere, null));
  }

  @Override
  public synchronized Actual read(TableName table) {
    reads++;
    return new Actual(atoms(table), Set.of());
  }

  @Override
  public Set<Principal> administrators() {
    return Set.of(Principal.of("arn:aws:iam::123456789012:role/lake-admin"));
  }

  @Override
  public synchronized List<Result> apply(
      TableName table, Change.Action action, List<Change> changes, Set<Principal> heldAsAll) {
    List<Result> results = new ArrayList<>();
    for (Change change : changes) {
      Optional<Failure> failure = failures.stream().filter(f -> f.which.test(change)).findFirst();
      if (failure.isPresent()) {
        failures.remove(failure.get());
        results.add(new Result(change, failure.get().error, "request-failed"));
        continue;
      }
      done.add(change);
      take(atoms.get(table), change);
      results.add(new Result(change, null, "request-" + done.size()));
    }
    return results;
  }

  private static void take(Set<Atom> held, Change change) {
    if (change.action().takesAway()) {
      held.remove(change.atom());
      return;
    }
    if (change.atom() instanceof Atom.Tag tag) {
      held.removeIf(other -> other instanceof Atom.Tag old && old.samePlace(tag));
    }
    if (change.atom() instanceof Atom.Filter filter) {
      held.removeIf(other -> other instanceof Atom.Filter old && old.name().equals(filter.name()));
    }
    held.add(change.atom());
  }
}
