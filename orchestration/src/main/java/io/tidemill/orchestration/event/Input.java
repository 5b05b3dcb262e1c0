package io.tidemill.orchestration.event;

import io.tidemill.orchestration.dispatch.SlotOffer;
import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ExecutorId;
import io.tidemill.orchestration.id.Lease;
import io.tidemill.orchestration.id.ProjectDigest;
import io.tidemill.orchestration.id.RunId;
import io.tidemill.orchestration.run.Journal;
import io.tidemill.orchestration.run.RunRequest;
import io.tidemill.orchestration.run.TaskResult;
import io.tidemill.orchestration.trigger.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to the planner. */
public sealed interface Input {

  /** Data may have become stale. */
  record TriggerReceived(Trigger trigger) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** From now on, new runs of the environment use this project version. */
  record ProjectDeployed(EnvironmentId environment, ProjectDigest digest) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Somebody asks for a run, under an id of the caller's. */
  record RunRequested(
      RunId run, EnvironmentId environment, RunRequest request, String actor, Instant issuedAt)
      implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Somebody asks to run again what did not end well.
   *
   * @param retried the run to retry; null for the environment's latest
   */
  record RetryRequested(
      RunId run, EnvironmentId environment, @Nullable RunId retried, String actor, Instant issuedAt)
      implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record CancelRequested(RunId run, String actor) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Nothing more of the environment is to begin; what has begun goes on. */
  record PauseRequested(EnvironmentId environment) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record ResumeRequested(EnvironmentId environment) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** An executor says that it lives, what it has and what it holds. */
  record ExecutorHeartbeat(
      ExecutorId executor,
      long incarnation,
      Presence presence,
      List<SlotOffer> offers,
      Set<Lease> leases)
      implements Input {
    public ExecutorHeartbeat {
      offers = List.copyOf(offers);
      leases = Set.copyOf(leases);
    }

    /** Whether an executor takes tasks. */
    public enum Presence {
      TAKING,
      /** Finishes what it has. */
      DRAINING,
      /** Holds nothing and is gone. */
      LEAVING
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskStarted(Lease lease, @Nullable String sessionId, Instant at) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** A statement is about to be sent, or was: the journal of an attempt. */
  record TaskJournaled(Lease lease, Journal entry) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** News for people; nothing to decide. */
  record TaskProgressed(Lease lease) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  record TaskCompleted(Lease lease, TaskResult result) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** The executor cannot go on with the task; its journal says how far it came. */
  record TaskHandedBack(Lease lease, String reason) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Time has passed.
   *
   * @param watchedSince since when inputs are taken without a break: silence before that says
   *     nothing of an executor
   */
  record Tick(Instant watchedSince) implements Input {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  void accept(Visitor visitor);

  /** Handles each kind of input. */
  interface Visitor {
    void visit(TriggerReceived input);

    void visit(ProjectDeployed input);

    void visit(RunRequested input);

    void visit(RetryRequested input);

    void visit(CancelRequested input);

    void visit(PauseRequested input);

    void visit(ResumeRequested input);

    void visit(ExecutorHeartbeat input);

    void visit(TaskStarted input);

    void visit(TaskJournaled input);

    void visit(TaskProgressed input);

    void visit(TaskCompleted input);

    void visit(TaskHandedBack input);

    void visit(Tick input);
  }
}
