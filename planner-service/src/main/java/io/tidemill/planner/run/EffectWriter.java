package io.tidemill.planner.run;

import io.tidemill.event.JournalEntry;
import io.tidemill.event.LedgerEntry;
import io.tidemill.event.LedgerState;
import io.tidemill.event.ModelReady;
import io.tidemill.event.RunView;
import io.tidemill.orchestration.event.Effect;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.run.Journal;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskRow;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.schemas.Topics;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/** Turns effects into records of the planner's topics. */
final class EffectWriter implements Effect.Visitor {

  /** Takes the records. */
  interface Output {

    /**
     * Sends one record; a null event says that the key is no more.
     *
     * @param eventId the same whenever the same effect is sent
     */
    void send(String topic, String key, @Nullable GenericContainer event, String eventId);
  }

  private final String fleet;
  private final Output output;
  private final EngineListener listener;

  EffectWriter(String fleet, Output output, EngineListener listener) {
    this.fleet = fleet;
    this.output = output;
    this.listener = listener;
  }

  @Override
  public void visit(Effect.EmitModelReady effect) {
    RunHeader run = effect.run();
    TaskPlan plan = effect.plan();
    TaskRow task = effect.task();
    Journal journal = task.journal();
    ModelReady event =
        ModelReady.newBuilder()
            .setEnvironment(run.environment().value())
            .setRunId(run.id().value())
            .setNodeId(plan.id().node().value())
            .setResourceType(plan.kind().resourceType())
            .setAttempt(task.attempt())
            .setEpoch(task.epoch())
            .setExecutorId(Objects.requireNonNull(task.executor()).value())
            .setIncarnation(task.incarnation())
            .setProjectDigest(run.digest().value())
            .setVerb(run.request().verb().word())
            .setVars(run.request().vars())
            .setFlags(run.request().flags())
            .setFullRefresh(run.request().fullRefresh())
            .setInvocationId(run.invocationId().toString())
            .setRunStartedAt(run.createdAt())
            .setSessionSpec(plan.sessionSpec())
            .setPartitions(plan.partitions().paths())
            .setReason(plan.reason())
            .setExpectedMillis(plan.expectedMillis())
            .setJournal(journal == null ? null : journal(journal))
            .setReadyAt(Objects.requireNonNull(task.readyAt()))
            .build();
    output.send(Topics.MODEL_READY, fleet, event, plan.id() + "/" + task.epoch());
  }

  @Override
  public void visit(Effect.EmitRunView effect) {
    RunView view =
        RunView.newBuilder().setRun(Views.run(effect.run(), effect.row())).setTask(null).build();
    String key = key(effect.run().environment(), effect.run().id().value());
    output.send(Topics.RUNS, key, view, key + "@" + effect.row().changedAt().toEpochMilli());
  }

  @Override
  public void visit(Effect.EmitTaskView effect) {
    RunView view =
        RunView.newBuilder().setRun(null).setTask(Views.task(effect.plan(), effect.task())).build();
    String key = key(effect.plan().environment(), effect.task().id().toString());
    output.send(
        Topics.RUNS, key, view, key + "/" + effect.task().epoch() + "/" + effect.task().state());
  }

  @Override
  public void visit(Effect.DropRunView effect) {
    String key = key(effect.environment(), effect.run().value());
    output.send(Topics.RUNS, key, null, key + "/dropped");
  }

  @Override
  public void visit(Effect.DropTaskView effect) {
    String key = key(effect.environment(), effect.task().toString());
    output.send(Topics.RUNS, key, null, key + "/dropped");
  }

  @Override
  public void visit(Effect.EmitLedger effect) {
    var entry = effect.entry();
    Trigger trigger = entry.trigger();
    String environment = entry.environment() == null ? "-" : entry.environment().value();
    LedgerEntry event =
        LedgerEntry.newBuilder()
            .setTriggerId(trigger.id().value())
            .setEnvironment(environment)
            .setState(LedgerState.valueOf(entry.state().name()))
            .setRunId(entry.run() == null ? null : entry.run().value())
            .setMergedInto(entry.mergedInto() == null ? null : entry.mergedInto().value())
            .setReason(entry.reason())
            .setWaitingUntil(entry.waitingUntil())
            .setSources(entry.windows())
            .setKind(trigger.kind().name())
            .setSource(trigger.source())
            .setSubject(trigger.subject())
            .setOccurredAt(trigger.occurredAt())
            .setReceivedAt(trigger.receivedAt())
            .setDecidedAt(entry.decidedAt())
            .build();
    String key = environment + "/" + trigger.id();
    output.send(
        Topics.LEDGER,
        key,
        event,
        key + "/" + entry.state() + "@" + entry.decidedAt().toEpochMilli());
  }

  @Override
  public void visit(Effect.Count effect) {
    listener.counted(effect.what(), effect.detail());
  }

  private static JournalEntry journal(Journal journal) {
    return JournalEntry.newBuilder()
        .setAttempt(journal.attempt())
        .setEpoch(journal.epoch())
        .setSessionId(journal.sessionId())
        .setStatementId(journal.statementId())
        .setStatementHash(journal.statementHash())
        .build();
  }

  private static String key(EnvironmentId environment, String rest) {
    return environment + "/" + rest;
  }
}
