package io.tidemill.orchestration.engine;

import static io.tidemill.orchestration.engine.Tables.ENVIRONMENTS;
import static io.tidemill.orchestration.engine.Tables.PARKED;
import static io.tidemill.orchestration.engine.Tables.SEEN;
import static io.tidemill.orchestration.engine.Tables.WINDOWS;

import io.tidemill.orchestration.dag.Partitions;
import io.tidemill.orchestration.event.Effect.Counted;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Timer;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.trigger.LedgerEntry;
import io.tidemill.orchestration.trigger.LedgerState;
import io.tidemill.orchestration.trigger.Match;
import io.tidemill.orchestration.trigger.Seen;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.Window;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes triggers in. Each ends in exactly one state of the ledger for each environment it means
 * something to: it leads a window and so waits until that becomes a run, is merged into the trigger
 * that leads, is ignored by a rule, or is refused.
 */
final class Intake {

  private static final Duration PROJECT_RETRY = Duration.ofSeconds(10);

  private final Turn turn;
  private final Windows windows;

  Intake(Turn turn, Windows windows) {
    this.turn = turn;
    this.windows = windows;
  }

  void take(Trigger trigger) {
    if (turn.state().find(SEEN, new Key(Keys.seenEvent(trigger))).isPresent()) {
      turn.count(Counted.REPEATED, "trigger " + trigger.id() + " was delivered again");
      return;
    }
    Optional<String> repetition = repetition(trigger);
    remember(trigger, repetition);
    if (repetition.isPresent()) {
      write(trigger, trigger.environment(), LedgerState.IGNORED, repetition.get());
      return;
    }
    judge(trigger);
  }

  /** Judges what could not be judged while the environment's project could not be read. */
  void judgeParked(EnvironmentId environment) {
    Optional<EnvironmentRow> row = turn.state().find(ENVIRONMENTS, Key.of(environment));
    List<Trigger> parked = turn.state().list(PARKED, Key.of(environment));
    if (row.isEmpty() || parked.isEmpty()) {
      return;
    }
    Optional<Project> project = turn.projects().find(row.get().digest());
    if (project.isEmpty()) {
      turn.setTimer(projectTimer(environment), turn.now().plus(PROJECT_RETRY));
      return;
    }
    for (Trigger trigger : parked) {
      turn.emit(new Event.TriggerUnparked(environment, trigger.id()));
      List<Match> matches = project.get().match(trigger);
      if (matches.isEmpty()) {
        write(trigger, environment, LedgerState.IGNORED, nothingMatches(trigger));
      } else {
        join(environment, trigger, merged(matches));
      }
    }
  }

  private Optional<String> repetition(Trigger trigger) {
    if (!trigger.kind().isObject()) {
      return Optional.empty();
    }
    return turn.state()
        .find(SEEN, new Key(Keys.seenObject(trigger)))
        .flatMap(
            seen -> {
              if (seen.isSameWrite(trigger)) {
                return Optional.of("the same write of the object came as trigger " + seen.event());
              }
              return seen.isNewerThan(trigger)
                  ? Optional.of("a newer write of the object came as trigger " + seen.event())
                  : Optional.empty();
            });
  }

  private void remember(Trigger trigger, Optional<String> repetition) {
    var until = turn.now().plus(turn.policy().triggerRetention());
    turn.emit(new Event.TriggerRemembered(Keys.seenEvent(trigger), Seen.of(trigger), until));
    if (trigger.kind().isObject() && repetition.isEmpty()) {
      turn.emit(new Event.TriggerRemembered(Keys.seenObject(trigger), Seen.of(trigger), until));
    }
    turn.setTimer(Timers.FORGET_TRIGGERS, turn.now().plus(Timers.FORGET_INTERVAL));
  }

  private void judge(Trigger trigger) {
    EnvironmentId meant = trigger.environment();
    List<EnvironmentRow> environments =
        meant == null
            ? turn.state().list(ENVIRONMENTS, Key.ALL)
            : turn.state().find(ENVIRONMENTS, Key.of(meant)).map(List::of).orElse(List.of());
    if (meant != null && environments.isEmpty()) {
      write(
          trigger,
          meant,
          LedgerState.REFUSED,
          "environment " + meant + " is not deployed; deploy its project first");
      return;
    }
    boolean matched = false;
    for (EnvironmentRow environment : environments) {
      matched |= judge(trigger, environment);
    }
    if (!matched) {
      write(trigger, meant, LedgerState.IGNORED, nothingMatches(trigger));
    }
  }

  private boolean judge(Trigger trigger, EnvironmentRow environment) {
    Optional<Project> project = turn.projects().find(environment.digest());
    if (project.isEmpty()) {
      park(trigger, environment);
      return true;
    }
    List<Match> matches = project.get().match(trigger);
    if (matches.isEmpty()) {
      return false;
    }
    join(environment.id(), trigger, merged(matches));
    return true;
  }

  private void park(Trigger trigger, EnvironmentRow environment) {
    turn.emit(new Event.TriggerParked(environment.id(), trigger));
    turn.setTimer(projectTimer(environment.id()), turn.now().plus(PROJECT_RETRY));
    write(
        trigger,
        environment.id(),
        LedgerState.WAITING,
        "until project version " + environment.digest() + " can be read");
  }

  private void join(EnvironmentId environment, Trigger trigger, Match match) {
    Key key = Key.of(environment, match.window());
    Optional<Window> open = turn.state().find(WINDOWS, key);
    Window window =
        open.map(known -> known.with(trigger, match, turn.now()))
            .orElseGet(() -> Window.open(environment, trigger, match, turn.now()));
    turn.emit(new Event.WindowChanged(window));
    if (open.isPresent()) {
      merge(trigger, window);
    }
    if (!window.isRipe(turn.now())) {
      turn.setTimer(Windows.timer(window), window.ripeAt());
    } else if (window.waitingFor().isEmpty() || !open.map(w -> w.isRipe(turn.now())).orElse(true)) {
      windows.consider(environment);
    }
    turn.state()
        .find(WINDOWS, key)
        .filter(left -> left.waitingFor().isEmpty())
        .ifPresent(left -> windows.waitForMore(left));
  }

  private void merge(Trigger trigger, Window window) {
    turn.writeLedger(
        new LedgerEntry(
            trigger,
            window.environment(),
            LedgerState.MERGED,
            null,
            window.leader().id(),
            "landed while trigger " + window.leader().id() + " waits",
            null,
            List.of(window.name()),
            turn.now()));
  }

  /** Where several sources lie at one place, they are refreshed as one. */
  private static Match merged(List<Match> matches) {
    if (matches.size() == 1) {
      return matches.get(0);
    }
    List<Match> sorted = matches.stream().sorted(Comparator.comparing(Match::window)).toList();
    Match first = sorted.get(0);
    Set<NodeId> origins = new HashSet<>();
    sorted.forEach(match -> origins.addAll(match.origins()));
    Partitions partitions =
        sorted.stream().map(Match::partitions).reduce(Partitions::union).orElse(Partitions.WHOLE);
    String name = sorted.stream().map(Match::window).collect(Collectors.joining(" + "));
    return new Match(name, origins, first.reach(), partitions, first.coalescing());
  }

  private static String nothingMatches(Trigger trigger) {
    return "no source of a deployed project lands at " + trigger.source() + "/" + trigger.subject();
  }

  private static Timer projectTimer(EnvironmentId environment) {
    return new Timer(Timer.Kind.PROJECT, environment.value(), "");
  }

  private void write(
      Trigger trigger, @Nullable EnvironmentId environment, LedgerState state, String reason) {
    turn.writeLedger(
        new LedgerEntry(
            trigger, environment, state, null, null, reason, null, List.of(), turn.now()));
  }
}
