package io.tidemill.planner.run;

import io.tidemill.event.RunRecord;
import io.tidemill.event.RunState;
import io.tidemill.event.TaskRecord;
import io.tidemill.event.TaskState;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.RunHeader;
import io.tidemill.orchestration.run.RunRow;
import io.tidemill.orchestration.run.TaskPlan;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.run.TaskRow;
import java.util.Locale;

/** Runs and tasks as others see them. */
final class Views {

  private Views() {}

  static RunRecord run(RunHeader header, RunRow row) {
    return RunRecord.newBuilder()
        .setEnvironment(header.environment().value())
        .setRunId(header.id().value())
        .setState(state(row))
        .setCause(header.cause().name().toLowerCase(Locale.ROOT))
        .setReason(header.reason())
        .setTriggerIds(header.triggers().stream().map(EventId::value).toList())
        .setTriggerCount(header.triggerCount())
        .setProjectDigest(header.digest().value())
        .setInvocationId(header.invocationId().toString())
        .setVerb(header.request().verb().word())
        .setActor(header.actor())
        .setTotal(header.total())
        .setSucceeded(row.succeeded())
        .setFailed(row.failed())
        .setSkipped(row.skipped())
        .setRunning(row.running())
        .setRequestedAt(header.requestedAt())
        .setCreatedAt(header.createdAt())
        .setFinishedAt(row.finishedAt())
        .build();
  }

  static TaskRecord task(TaskPlan plan, TaskRow row) {
    TaskResult result = row.result();
    TaskRecord.Builder record =
        TaskRecord.newBuilder()
            .setEnvironment(plan.environment().value())
            .setRunId(plan.id().run().value())
            .setNodeId(plan.id().node().value())
            .setResourceType(plan.kind().resourceType())
            .setName(plan.name())
            .setState(state(row))
            .setAttempt(row.dispatchedAt() == null ? 0 : row.attempt())
            .setEpoch(row.epoch())
            .setExecutorId(row.executor() == null ? null : row.executor().value())
            .setReason(plan.reason())
            .setParents(plan.parents().stream().map(NodeId::value).toList())
            .setMessage(row.note())
            .setPartitions(plan.partitions().paths())
            .setExpectedMillis(plan.expectedMillis())
            .setReadyAt(row.readyAt())
            .setDispatchedAt(row.dispatchedAt())
            .setStartedAt(row.startedAt())
            .setFinishedAt(row.finishedAt())
            .setUpdatedAt(row.changedAt());
    if (result != null) {
      record
          .setMessage(row.note().isEmpty() ? result.message() : row.note())
          .setSessionId(result.sessionId())
          .setErrorClass(result.errorClass() == null ? null : result.errorClass().name())
          .setRowsAffected(result.rowsAffected())
          .setFailures(result.failures())
          .setStatements(result.statements())
          .setAwsCalls(result.awsCalls())
          .setDpuSeconds(result.dpuSeconds())
          .setFirstStatementAt(result.firstStatementAt());
      if (row.finishedAt() != null) {
        // As the executor saw it: until we heard of it, it was on its way.
        record.setFinishedAt(result.finishedAt());
        if (result.startedAt() != null) {
          record.setStartedAt(result.startedAt());
        }
      }
    }
    return record.build();
  }

  private static RunState state(RunRow row) {
    return switch (row.state()) {
      case RUNNING, STOPPING, CANCELLING -> RunState.RUNNING;
      case SUCCEEDED -> RunState.SUCCEEDED;
      case FAILED -> RunState.FAILED;
      case CANCELLED -> RunState.CANCELLED;
    };
  }

  private static TaskState state(TaskRow row) {
    Completion completion = row.result() == null ? Completion.SUCCESS : row.result().completion();
    return switch (row.state()) {
      case WAITING -> TaskState.WAITING;
      case READY, HELD -> TaskState.READY;
      case DISPATCHED -> TaskState.DISPATCHED;
      case RUNNING, CANCELLING -> TaskState.RUNNING;
      case BACKING_OFF -> TaskState.RETRY_WAIT;
      case SUCCEEDED -> completion == Completion.PASS ? TaskState.PASS : TaskState.SUCCESS;
      case WARNED -> TaskState.WARN;
      case FAILED -> completion == Completion.FAIL ? TaskState.FAIL : TaskState.ERROR;
      case SKIPPED -> TaskState.SKIPPED;
      case CANCELLED -> TaskState.CANCELLED;
    };
  }
}
