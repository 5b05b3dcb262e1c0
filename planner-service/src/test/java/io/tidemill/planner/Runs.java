package io.tidemill.planner;

import io.tidemill.event.ExecutorHeartbeat;
import io.tidemill.event.Lease;
import io.tidemill.event.LedgerEntry;
import io.tidemill.event.LedgerState;
import io.tidemill.event.RunRecord;
import io.tidemill.event.RunState;
import io.tidemill.event.RunView;
import io.tidemill.event.SessionView;
import io.tidemill.event.SlotOffer;
import io.tidemill.event.TaskRecord;
import io.tidemill.event.TaskState;
import io.tidemill.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Events as the engine and executors write them, for tests of what shows them. */
public final class Runs {
  private Runs() {}

  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  public static RunRecord.Builder run(String environment, String runId, RunState state) {
    return RunRecord.newBuilder()
        .setEnvironment(environment)
        .setRunId(runId)
        .setState(state)
        .setCause("landing")
        .setReason("1 file landed in raw.orders")
        .setTriggerCount(1)
        .setProjectDigest("d".repeat(64))
        .setInvocationId("00000000-0000-0000-0000-000000000000")
        .setVerb("build")
        .setTotal(3)
        .setRequestedAt(now())
        .setCreatedAt(now())
        .setFinishedAt(state == RunState.RUNNING || state == RunState.QUEUED ? null : now());
  }

  public static TaskRecord.Builder task(
      String environment, String runId, String name, TaskState state, String... parents) {
    return TaskRecord.newBuilder()
        .setEnvironment(environment)
        .setRunId(runId)
        .setNodeId("model.retail." + name)
        .setResourceType("model")
        .setName(name)
        .setState(state)
        .setReason("downstream of raw.orders")
        .setParents(List.of(parents).stream().map(parent -> "model.retail." + parent).toList())
        .setUpdatedAt(now());
  }

  public static LedgerEntry.Builder ledger(
      String environment, String triggerId, LedgerState state, String subject) {
    return LedgerEntry.newBuilder()
        .setTriggerId(triggerId)
        .setEnvironment(environment)
        .setState(state)
        .setReason("landed in raw.orders")
        .setSources(List.of("source.retail.raw.orders"))
        .setKind("OBJECT_CREATED")
        .setSource("landing")
        .setSubject(subject)
        .setOccurredAt(now())
        .setReceivedAt(now())
        .setDecidedAt(now());
  }

  public static ExecutorHeartbeat heartbeat(String executorId, String runId, String node) {
    return ExecutorHeartbeat.newBuilder()
        .setExecutorId(executorId)
        .setIncarnation(1)
        .setReadyOffset(0)
        .setSlots(List.of(new SlotOffer("*", 2, 1)))
        .setLeases(List.of(new Lease(runId, "model.retail." + node, 1, 1L)))
        .setSessions(
            List.of(
                SessionView.newBuilder()
                    .setSessionId("tidemill-" + executorId + "-session-1")
                    .setSessionSpec("default")
                    .setState("LEASED")
                    .setReason("demand")
                    .setWorkers("2 x G.1X")
                    .setCreatedAt(now())
                    .setStatements(4)
                    .setDpuSeconds(12.5)
                    .setIdleDpuSeconds(2.5)
                    .setTask(runId + "/" + node)
                    .build()))
        .setSentAt(now())
        .build();
  }

  public static void publish(RunRecord run) {
    KafkaFixture.get()
        .send(
            Topics.RUNS,
            run.getEnvironment() + "/" + run.getRunId(),
            RunView.newBuilder().setRun(run).build());
  }

  public static void publish(TaskRecord task) {
    KafkaFixture.get()
        .send(
            Topics.RUNS,
            task.getEnvironment() + "/" + task.getRunId() + "/" + task.getNodeId(),
            RunView.newBuilder().setTask(task).build());
  }

  public static void publish(LedgerEntry entry) {
    KafkaFixture.get()
        .send(Topics.LEDGER, entry.getEnvironment() + "/" + entry.getTriggerId(), entry);
  }
}
