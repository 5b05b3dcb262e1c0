package io.tidemill.planner.run;

import io.tidemill.event.AttemptCompleted;
import io.tidemill.event.AttemptHandedBack;
import io.tidemill.event.AttemptStarted;
import io.tidemill.event.Command;
import io.tidemill.event.ModelEvent;
import io.tidemill.event.StatementIntended;
import io.tidemill.event.StatementSubmitted;
import io.tidemill.orchestration.dag.Verb;
import io.tidemill.orchestration.dispatch.SlotOffer;
import io.tidemill.orchestration.event.Input;
import io.tidemill.orchestration.event.Input.ExecutorHeartbeat.Presence;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.EventId;
import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.id.NodeId;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.id.TaskId;
import io.tidemill.orchestration.run.Completion;
import io.tidemill.orchestration.run.ErrorClass;
import io.tidemill.orchestration.run.Journal;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.trigger.Trigger;
import io.tidemill.orchestration.trigger.TriggerKind;
import io.tidemill.schemas.Topics;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns records of the planner's topics into inputs. */
final class InputReader {

  private final EventCodec codec;

  InputReader(EventCodec codec) {
    this.codec = codec;
  }

  /**
   * Reads one record.
   *
   * @throws UnusableRecordException when it is not an input
   */
  Input read(String topic, byte @Nullable [] value) {
    if (value == null) {
      throw new UnusableRecordException(
          "Expected an event on topic " + topic + ", but it is empty");
    }
    try {
      return switch (topic) {
        case Topics.TRIGGERS ->
            trigger(codec.decode(topic, value, io.tidemill.event.Trigger.class));
        case Topics.COMMANDS -> command(codec.decode(topic, value, Command.class));
        case Topics.EXECUTORS ->
            heartbeat(codec.decode(topic, value, io.tidemill.event.ExecutorHeartbeat.class));
        case Topics.MODEL_EVENTS -> modelEvent(codec.decode(topic, value, ModelEvent.class));
        default ->
            throw new IllegalStateException("Expected a topic of the planner, but it is " + topic);
      };
    } catch (IllegalArgumentException e) {
      throw new UnusableRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Input trigger(io.tidemill.event.Trigger event) {
    String environment = event.getEnvironment();
    return new Input.TriggerReceived(
        new Trigger(
            new EventId(event.getTriggerId()),
            environment == null ? null : new EnvironmentId(environment),
            TriggerKind.valueOf(event.getKind().name()),
            event.getSource(),
            event.getSubject(),
            event.getVersion(),
            event.getEtag(),
            event.getSequencer(),
            event.getOccurredAt(),
            event.getReceivedAt(),
            event.getParameters()));
  }

  private static Input command(Command event) {
    EnvironmentId environment = new EnvironmentId(event.getEnvironment());
    return switch (event.getAction()) {
      case START_RUN ->
          new Input.RunRequested(
              newRun(event), environment, request(event), event.getActor(), event.getIssuedAt());
      case RETRY_RUN -> {
        String retried = event.getRetriedRunId();
        yield new Input.RetryRequested(
            newRun(event),
            environment,
            retried == null ? null : new RunId(retried),
            event.getActor(),
            event.getIssuedAt());
      }
      case CANCEL_RUN ->
          new Input.CancelRequested(
              new RunId(required("runId", event.getRunId())), event.getActor());
      case PAUSE -> new Input.PauseRequested(environment);
      case RESUME -> new Input.ResumeRequested(environment);
      case DEPLOY_PROJECT ->
          new Input.ProjectDeployed(
              environment, new ProjectDigest(required("projectDigest", event.getProjectDigest())));
    };
  }

  /** A caller that names no run gets one named after its command. */
  private static RunId newRun(Command event) {
    String run = event.getRunId();
    return new RunId(run == null ? event.getCommandId() : run);
  }

  private static RunRequest request(Command event) {
    io.tidemill.event.RunRequest run = required("run", event.getRun());
    return new RunRequest(
        Verb.of(run.getVerb()),
        run.getSelect(),
        run.getExclude(),
        run.getSelector(),
        run.getIndirectSelection(),
        run.getVars(),
        run.getFullRefresh(),
        run.getFailFast(),
        run.getFlags());
  }

  private static Input heartbeat(io.tidemill.event.ExecutorHeartbeat event) {
    Presence presence =
        event.getLeaving()
            ? Presence.LEAVING
            : event.getDraining() ? Presence.DRAINING : Presence.TAKING;
    return new Input.ExecutorHeartbeat(
        new ExecutorId(event.getExecutorId()),
        event.getIncarnation(),
        presence,
        event.getSlots().stream()
            .map(slot -> new SlotOffer(slot.getSessionSpec(), slot.getTotal()))
            .toList(),
        event.getLeases().stream()
            .map(
                lease ->
                    lease(
                        lease.getRunId(), lease.getNodeId(), lease.getAttempt(), lease.getEpoch()))
            .collect(Collectors.toSet()));
  }

  private static Input modelEvent(ModelEvent event) {
    Lease lease = lease(event.getRunId(), event.getNodeId(), event.getAttempt(), event.getEpoch());
    Object what = event.getEvent();
    if (what instanceof AttemptStarted started) {
      return new Input.TaskStarted(lease, started.getSessionId(), event.getAt());
    }
    if (what instanceof StatementIntended intended) {
      return new Input.TaskJournaled(
          lease,
          new Journal(
              lease.attempt(),
              lease.epoch(),
              intended.getSessionId(),
              null,
              intended.getStatementHash()));
    }
    if (what instanceof StatementSubmitted submitted) {
      return new Input.TaskJournaled(
          lease,
          new Journal(
              lease.attempt(),
              lease.epoch(),
              submitted.getSessionId(),
              submitted.getStatementId(),
              submitted.getStatementHash()));
    }
    if (what instanceof AttemptCompleted completed) {
      return new Input.TaskCompleted(lease, result(completed));
    }
    if (what instanceof AttemptHandedBack handedBack) {
      return new Input.TaskHandedBack(lease, handedBack.getReason());
    }
    return new Input.TaskProgressed(lease);
  }

  private static TaskResult result(AttemptCompleted event) {
    io.tidemill.event.ErrorClass blame = event.getErrorClass();
    return new TaskResult(
        Completion.valueOf(event.getStatus().name()),
        blame == null ? null : ErrorClass.valueOf(blame.name()),
        event.getErrorCode(),
        event.getMessage(),
        event.getRowsAffected(),
        event.getFailures(),
        event.getStatements(),
        event.getAwsCalls(),
        event.getDpuSeconds(),
        event.getSessionId(),
        event.getStartedAt(),
        event.getFirstStatementAt(),
        event.getFinishedAt());
  }

  private static Lease lease(String run, String node, int attempt, long epoch) {
    return new Lease(new TaskId(new RunId(run), new NodeId(node)), attempt, epoch);
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new UnusableRecordException(
          "Expected the command to have a " + field + ", but it has none");
    }
    return value;
  }
}
