package io.tidemill.orchestration.engine;

import io.tidemill.orchestration.dispatch.SlotOffer;
import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.event.Effect.EmitModelReady;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Input.ExecutorHeartbeat.Presence;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.ErrorClass;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.RunState;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.run.TaskState;
import io.tidemill.orchestration.state.Key;
import io.tidemill.orchestration.state.MemoryStore;
import io.tidemill.orchestration.trigger.LedgerEntry;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.TriggerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A planner in memory, its clock turned by hand; what it tells is kept. */
final class Scenario {

  final MemoryStore state = new MemoryStore();
  final List<Effect> effects = new ArrayList<>();
  private final Map<String, Project> projects;
  private final Orchestrator orchestrator;
  private final Instant start = Instant.parse("2026-11-25T00:00:00Z");
  private Instant now = start;
  private int events;

  private Scenario(Policy policy, Map<String, Project> projects) {
    this.projects = projects;
    this.orchestrator =
        new Orchestrator(
            policy, digest -> Optional.ofNullable(this.projects.get(digest.value())), () -> 0.5);
  }

  /** One project in the environment {@code prod}. */
  static Scenario of(TestProject project) {
    return of(project, Policy.DEFAULT);
  }

  static Scenario of(TestProject project, Policy policy) {
    Scenario scenario = new Scenario(policy, Map.of("v1", project));
    scenario.give(new Input.ProjectDeployed(new EnvironmentId("prod"), new ProjectDigest("v1")));
    return scenario;
  }

  Instant now() {
    return now;
  }

  void give(Input input) {
    Decision decision = orchestrator.decide(state, input, now);
    decision.changes().forEach(change -> change.writeTo(state));
    effects.addAll(decision.effects());
  }

  void pass(Duration time) {
    now = now.plus(time);
    give(new Input.Tick(start));
  }

  Scenario executor(String name, int slots) {
    return executor(name, 1, Presence.TAKING, new SlotOffer("*", slots));
  }

  Scenario executor(String name, long incarnation, Presence presence, SlotOffer... offers) {
    Set<Lease> held = new HashSet<>();
    state.list(Tables.LEASES, Key.of(name)).forEach(row -> held.add(row.lease()));
    return beat(name, incarnation, presence, held, offers);
  }

  Scenario beat(
      String name, long incarnation, Presence presence, Set<Lease> held, SlotOffer... offers) {
    give(
        new Input.ExecutorHeartbeat(
            new ExecutorId(name), incarnation, presence, List.of(offers), held));
    return this;
  }

  /** A file lands; the answer is the trigger's id. */
  EventId land(String key) {
    EventId id = new EventId("event-" + ++events);
    give(new Input.TriggerReceived(trigger(id, key, "etag-" + events, null)));
    return id;
  }

  Trigger trigger(EventId id, String key, String etag, String sequencer) {
    return new Trigger(
        id,
        null,
        TriggerKind.OBJECT_CREATED,
        "lake",
        key,
        null,
        etag,
        sequencer,
        now,
        now,
        Map.of());
  }

  void run(String run, RunRequest request) {
    run("prod", run, request);
  }

  void run(String environment, String run, RunRequest request) {
    give(
        new Input.RunRequested(
            new RunId(run), new EnvironmentId(environment), request, "somebody", now));
  }

  void succeed(String node) {
    complete(node, Completion.SUCCESS, null);
  }

  void fail(String node, ErrorClass blame) {
    complete(node, Completion.ERROR, blame);
  }

  /** Ends the attempt of that node that was given out last. */
  void complete(String node, Completion completion, ErrorClass blame) {
    complete(lease(node), completion, blame);
  }

  void complete(Lease lease, Completion completion, ErrorClass blame) {
    give(
        new Input.TaskCompleted(
            lease,
            new TaskResult(
                completion, blame, null, "", null, null, 1, 1, 0, null, now, null, now)));
  }

  Lease lease(String node) {
    return ready(node).task().lease();
  }

  /** What was last given out for the node. */
  EmitModelReady ready(String node) {
    List<EmitModelReady> all =
        readies().stream().filter(r -> r.plan().name().equals(node)).toList();
    if (all.isEmpty()) {
      throw new AssertionError("Expected " + node + " to be given out, but only " + given());
    }
    return all.get(all.size() - 1);
  }

  List<EmitModelReady> readies() {
    return effects.stream()
        .filter(EmitModelReady.class::isInstance)
        .map(EmitModelReady.class::cast)
        .toList();
  }

  /** Names of the nodes given out so far, in order. */
  List<String> given() {
    return readies().stream().map(ready -> ready.plan().name()).toList();
  }

  TaskRow task(String run, String node) {
    return state.list(Tables.TASKS, Key.of(run)).stream()
        .filter(row -> row.id().node().value().endsWith("." + node))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No task " + node + " in " + run));
  }

  TaskState stateOf(String run, String node) {
    return task(run, node).state();
  }

  RunState stateOf(String run) {
    return state.get(Tables.RUNS, Key.of(run)).state();
  }

  List<String> runs() {
    return state.list(Tables.RUNS, Key.ALL).stream().map(row -> row.id().value()).toList();
  }

  String onlyRun() {
    if (runs().size() != 1) {
      throw new AssertionError("Expected one run, but there are " + runs());
    }
    return runs().get(0);
  }

  Set<String> nodesOf(String run) {
    Set<String> names = new HashSet<>();
    state.list(Tables.PLANS, Key.of(run)).forEach(plan -> names.add(plan.name()));
    return names;
  }

  /** The trigger's state as last told. */
  LedgerEntry ledger(EventId trigger) {
    return effects.stream()
        .filter(Effect.EmitLedger.class::isInstance)
        .map(effect -> ((Effect.EmitLedger) effect).entry())
        .filter(entry -> entry.trigger().id().equals(trigger))
        .reduce((before, after) -> after)
        .orElseThrow(() -> new AssertionError("The ledger does not tell of " + trigger));
  }

  List<Effect.Counted> counted() {
    return effects.stream()
        .filter(Effect.Count.class::isInstance)
        .map(effect -> ((Effect.Count) effect).what())
        .toList();
  }
}
