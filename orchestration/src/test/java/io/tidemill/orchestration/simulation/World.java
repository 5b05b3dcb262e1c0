package io.tidemill.orchestration.simulation;

import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.engine.Decision;
import io.tidemill.orchestration.engine.Orchestrator;
import io.tidemill.orchestration.engine.Policy;
import io.tidemill.orchestration.engine.Tables;
import io.tidemill.orchestration.engine.TestProject;
import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Event;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.MemoryStore;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.TriggerKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One planner, some executors, landings and operators in virtual time. What goes wrong, and when,
 * follows from the seed.
 */
final class World {

  private static final long CHAOS_MILLIS = 120_000;
  private static final long LIMIT_MILLIS = 7_200_000;
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  static final Policy POLICY = Policy.DEFAULT.withPools(Map.of("heavy", 1));
  static final List<String> ENVIRONMENTS = List.of("dev", "prod");

  private record Step(long at, long order, Runnable action) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private final MemoryStore state = new MemoryStore();
  private final List<Event> history = new ArrayList<>();
  private final List<SimulatedExecutor> executors = new ArrayList<>();
  private final List<Input> inbox = new ArrayList<>();
  private final Random random;
  private final Orchestrator orchestrator;
  private final Checks checks;
  private long now;
  private long order;
  private long plannerUpAt;
  private Instant watchedSince = START;
  private boolean readable = true;
  private int names;

  World(long seed, Checks.Coverage coverage) {
    random = new Random(seed);
    TestProject project = RandomProject.of(random);
    orchestrator =
        new Orchestrator(
            POLICY,
            digest -> readable ? Optional.of(project) : Optional.empty(),
            new Random(seed)::nextDouble);
    checks = new Checks(state, project, coverage);
    for (int i = 0; i < 3; i++) {
      executors.add(new SimulatedExecutor("executor-" + i, this, random));
    }
  }

  /** Lets the world go wrong for a while, then waits until everything has come to its end. */
  void run() {
    for (String environment : ENVIRONMENTS) {
      later(1, () -> decide(deploy(environment)));
    }
    for (SimulatedExecutor executor : executors) {
      later(random.nextInt(3_000), executor::beat);
      later(random.nextInt(10_000), executor::misbehave);
    }
    later(100, this::tick);
    later(200, this::land);
    later(3_000, this::operate);
    while (!steps.isEmpty() && !isOver()) {
      Step next = steps.remove();
      now = next.at();
      next.action().run();
    }
    checks.atTheEnd(history, state);
  }

  int runs() {
    return state.size(Tables.RUNS);
  }

  Instant now() {
    return START.plusMillis(now);
  }

  /** Whether nothing goes wrong any more. */
  boolean isCalm() {
    return now > CHAOS_MILLIS;
  }

  void later(long millis, Runnable action) {
    steps.add(new Step(now + millis, order++, action));
  }

  /** Brings something to the planner, which may be down for the moment. */
  void deliver(Input input, long millis) {
    later(millis, () -> decide(input));
  }

  private boolean isOver() {
    if (now > LIMIT_MILLIS) {
      throw new AssertionError(
          "Expected everything to end, but after two hours there is still: runs "
              + state.list(Tables.ACTIVE_RUNS, Key.ALL)
              + ", windows "
              + state.list(Tables.WINDOWS, Key.ALL));
    }
    return now > CHAOS_MILLIS + 60_000
        && inbox.isEmpty()
        && state.size(Tables.ACTIVE_RUNS) == 0
        && state.size(Tables.WINDOWS) == 0
        && state.size(Tables.PARKED) == 0;
  }

  private void tick() {
    if (now >= plannerUpAt) {
      for (Input waiting : List.copyOf(inbox)) {
        inbox.remove(0);
        commit(waiting);
      }
      commit(new Input.Tick(watchedSince));
    }
    if (!isCalm() && random.nextInt(200) == 0) {
      plannerUpAt = now + random.nextInt(20_000);
      watchedSince = START.plusMillis(plannerUpAt);
    }
    later(250, this::tick);
  }

  private void decide(Input input) {
    if (now < plannerUpAt || !inbox.isEmpty()) {
      inbox.add(input);
    } else {
      commit(input);
    }
  }

  private void commit(Input input) {
    if (random.nextInt(50) == 0) {
      // A crash between deciding and committing leaves nothing behind: the input is read again.
      orchestrator.decide(state, input, now());
    }
    Decision decision = orchestrator.decide(state, input, now());
    checks.each(input, decision);
    decision.changes().forEach(change -> change.writeTo(state));
    history.addAll(decision.events());
    checks.after(decision);
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.EmitModelReady ready) {
        later(1 + random.nextInt(40), () -> executors.forEach(e -> e.take(ready)));
      }
    }
  }

  private void land() {
    if (isCalm()) {
      return;
    }
    String source = RandomProject.SOURCES.get(random.nextInt(3));
    String file = random.nextInt(4) == 0 ? "_SUCCESS" : "part-" + random.nextInt(6);
    String key =
        (random.nextInt(15) == 0
                ? "elsewhere/"
                : source + "/dt=2026-11-0" + random.nextInt(4) + "/")
            + file;
    int sequence = random.nextInt(5) == 0 ? names - 3 : names;
    Trigger trigger =
        new Trigger(
            new EventId("event-" + names++),
            environment(),
            random.nextInt(20) == 0 ? TriggerKind.OBJECT_DELETED : TriggerKind.OBJECT_CREATED,
            "lake",
            key,
            null,
            "etag",
            String.format("%08X", Math.max(0, sequence)),
            now(),
            now(),
            Map.of());
    checks.landed(trigger);
    deliver(new Input.TriggerReceived(trigger), random.nextInt(500));
    if (random.nextInt(5) == 0) {
      deliver(new Input.TriggerReceived(trigger), random.nextInt(9_000));
    }
    later(random.nextInt(8) == 0 ? 15_000 : random.nextInt(1_500), this::land);
  }

  private EnvironmentId environment() {
    return switch (random.nextInt(12)) {
      case 0 -> new EnvironmentId("unheard-of");
      case 1, 2 -> new EnvironmentId("dev");
      default -> null;
    };
  }

  private void operate() {
    EnvironmentId environment = new EnvironmentId(ENVIRONMENTS.get(random.nextInt(2)));
    if (isCalm()) {
      readable = true;
      ENVIRONMENTS.forEach(name -> decide(new Input.ResumeRequested(new EnvironmentId(name))));
      return;
    }
    RunId run = new RunId("asked-" + names++);
    switch (random.nextInt(11)) {
      case 0, 1, 9, 10 ->
          decide(new Input.RunRequested(run, environment, request(), "somebody", now()));
      case 2 -> decide(new Input.RetryRequested(run, environment, null, "somebody", now()));
      case 3, 4 -> cancelSome();
      case 5 -> decide(new Input.PauseRequested(environment));
      case 6, 7 -> decide(new Input.ResumeRequested(environment));
      default -> {
        readable = !readable;
        decide(deploy(environment.value()));
      }
    }
    later(random.nextInt(9_000), this::operate);
  }

  private RunRequest request() {
    Verb[] verbs = Verb.values();
    RunRequest all = RunRequest.all(verbs[random.nextInt(verbs.length)]);
    return random.nextInt(3) > 0 ? all.failingFast() : all;
  }

  private void cancelSome() {
    var active = state.list(Tables.ACTIVE_RUNS, Key.ALL);
    if (!active.isEmpty()) {
      String run = active.get(random.nextInt(active.size())).run().value();
      decide(new Input.CancelRequested(new RunId(run), "somebody"));
      executors.forEach(executor -> later(300, () -> executor.cancel(run)));
    }
  }

  private static Input deploy(String environment) {
    return new Input.ProjectDeployed(
        new EnvironmentId(environment), new ProjectDigest("sha256-of-it"));
  }
}
