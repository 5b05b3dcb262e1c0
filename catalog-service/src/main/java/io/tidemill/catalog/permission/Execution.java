package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.Change.Action;
import io.tidemill.catalog.permission.Permissions.CallError;
import io.tidemill.catalog.permission.Permissions.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Carries out a plan. Retries live here and nowhere beneath: what passes is tried again, per change
 * and not per batch.
 */
final class Execution {
  private final Permissions permissions;
  private final Backoff backoff;
  private final Pause pause;
  private final RandomGenerator random;

  Execution(Permissions permissions, Backoff backoff, Pause pause, RandomGenerator random) {
    this.permissions = permissions;
    this.backoff = backoff;
    this.pause = pause;
    this.random = random;
  }

  /**
   * Carries out the changes in the plan's order. Access is only taken away when all that was to be
   * added is in place: the first failing addition ends the execution.
   */
  List<Result> execute(Plan plan, Set<Principal> heldAsAll) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Action action : Action.values()) {
      List<Change> changes =
          plan.changes().stream().filter(change -> change.action() == action).toList();
      if (changes.isEmpty()) {
        continue;
      }
      if (action.takesAway() && results.stream().anyMatch(result -> result.error() != null)) {
        break;
      }
      results.addAll(execute(plan.table(), action, changes, heldAsAll));
    }
    return results;
  }

  private List<Result> execute(
      TableName table, Action action, List<Change> changes, Set<Principal> heldAsAll)
      throws InterruptedException {
    List<Result> settled = new ArrayList<>();
    List<Change> open = changes;
    for (int attempt = 1; ; attempt++) {
      List<Change> again = new ArrayList<>();
      for (Result result : permissions.apply(table, action, open, heldAsAll)) {
        CallError error = result.error();
        if (error != null && Transience.alreadySo(action, error)) {
          settled.add(new Result(result.change(), null, result.requestId()));
        } else if (error != null && Transience.passes(error) && attempt < backoff.tries()) {
          again.add(result.change());
        } else {
          settled.add(result);
        }
      }
      if (again.isEmpty()) {
        return settled;
      }
      open = again;
      pause.sleep(backoff.after(attempt, random));
    }
  }

  /** Reads with the same patience. */
  <T> T patiently(Supplier<T> call) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (PermissionCallException e) {
        if (!Transience.passes(e.error()) || attempt >= backoff.tries()) {
          throw e;
        }
        pause.sleep(backoff.after(attempt, random));
      }
    }
  }
}
