package io.tidemill.planner.run;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.AttemptStarted;
import io.tidemill.event.Command;
import io.tidemill.event.CommandAction;
import io.tidemill.event.CompletionStatus;
import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.Lease;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.ModelReady;
import io.tidemill.event.RunRequest;
import io.tidemill.event.SlotOffer;
import io.tidemill.event.StatementIntended;
import io.tidemill.event.Trigger;
import io.tidemill.event.TriggerKind;
import java.time.Instant;
import java.util.List;

/** The events that ingestors, operators and executors write. */
final class Events {

  private Events() {}

  static Command deploy(String environment, String digest, Instant now) {
    return command(environment, CommandAction.DEPLOY_PROJECT, now).setProjectDigest(digest).build();
  }

  static Command run(String environment, String run, String verb, Instant now) {
    return command(environment, CommandAction.START_RUN, now)
        .setRunId(run)
        .setRun(RunRequest.newBuilder().setVerb(verb).build())
        .build();
  }

  static Trigger landed(String id, String key, Instant now) {
    return Trigger.newBuilder()
        .setTriggerId(id)
        .setKind(TriggerKind.OBJECT_CREATED)
        .setSource("lake")
        .setSubject(key)
        .setEtag(id)
        .setOccurredAt(now)
        .setReceivedAt(now)
        .build();
  }

  static ExecutorHeartbeat beat(String executor, int slots, List<Lease> leases, Instant now) {
    return ExecutorHeartbeat.newBuilder()
        .setExecutorId(executor)
        .setIncarnation(1)
        .setReadyOffset(0)
        .setSlots(
            List.of(
                SlotOffer.newBuilder()
                    .setSessionSpec("*")
                    .setTotal(slots)
                    .setFree(slots - leases.size())
                    .build()))
        .setLeases(leases)
        .setSentAt(now)
        .build();
  }

  static ModelEvent started(ModelReady ready, Instant now) {
    return event(ready, now, "started")
        .setEvent(AttemptStarted.newBuilder().setSessionId("session-1").build())
        .build();
  }

  static ModelEvent intended(ModelReady ready, Instant now) {
    return event(ready, now, "intended")
        .setEvent(
            StatementIntended.newBuilder()
                .setSessionId("session-1")
                .setStatementHash("abc")
                .setPurpose("create table")
                .build())
        .build();
  }

  static ModelEvent succeeded(ModelReady ready, Instant now) {
    return event(ready, now, "completed")
        .setEvent(
            AttemptCompleted.newBuilder()
                .setStatus(CompletionStatus.SUCCESS)
                .setMessage("OK")
                .setStartedAt(now)
                .setCompiledAt(now)
                .setFinishedAt(now)
                .build())
        .build();
  }

  private static Command.Builder command(String environment, CommandAction action, Instant now) {
    return Command.newBuilder()
        .setCommandId(environment + "-" + action + "-" + now.toEpochMilli())
        .setEnvironment(environment)
        .setAction(action)
        .setActor("somebody")
        .setIssuedAt(now);
  }

  private static ModelEvent.Builder event(ModelReady ready, Instant now, String what) {
    return ModelEvent.newBuilder()
        .setEventId(ready.getRunId() + ready.getNodeId() + ready.getEpoch() + what)
        .setEnvironment(ready.getEnvironment())
        .setRunId(ready.getRunId())
        .setNodeId(ready.getNodeId())
        .setAttempt(ready.getAttempt())
        .setEpoch(ready.getEpoch())
        .setExecutorId(ready.getExecutorId())
        .setAt(now)
        .setProjectDigest(ready.getProjectDigest());
  }
}
