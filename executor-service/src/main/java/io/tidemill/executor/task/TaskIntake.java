package io.tidemill.executor.task;

import io.tidemill.event.Command;
import io.tidemill.event.CommandAction;
import io.tidemill.event.ModelReady;
import io.tidemill.executor.kafka.EventCodec;
import io.tidemill.schemas.Topics;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the tasks that name this executor, and the cancellations that reach what it holds. */
final class TaskIntake {
  private static final Logger log = LoggerFactory.getLogger(TaskIntake.class);

  private final Identity identity;
  private final EventCodec codec;
  private final Slots slots;
  private final LeaseGuard guard;
  private final TaskRunner runner;
  private final ModelEvents events;
  private final Announcer announcer;
  private final ExecutorService threads;
  private final TaskMetrics metrics;

  TaskIntake(
      Identity identity,
      EventCodec codec,
      Slots slots,
      LeaseGuard guard,
      TaskRunner runner,
      ModelEvents events,
      Announcer announcer,
      ExecutorService threads,
      TaskMetrics metrics) {
    this.identity = identity;
    this.codec = codec;
    this.slots = slots;
    this.guard = guard;
    this.runner = runner;
    this.events = events;
    this.announcer = announcer;
    this.threads = threads;
    this.metrics = metrics;
  }

  /** A record of model-ready. */
  void ready(ConsumerRecord<String, byte[]> record) {
    ModelReady ready = codec.decode(record.topic(), record.value(), ModelReady.class);
    if (ready.getExecutorId().equals(identity.executorId())
        && ready.getIncarnation() == identity.incarnation()) {
      take(ready);
    }
  }

  /** A record of commands. */
  void command(ConsumerRecord<String, byte[]> record) {
    Command command = codec.decode(Topics.COMMANDS, record.value(), Command.class);
    if (command.getAction() != CommandAction.CANCEL_RUN) {
      return;
    }
    slots.held().stream()
        .filter(task -> task.id().runId().equals(command.getRunId()))
        .filter(task -> task.ready().getEnvironment().equals(command.getEnvironment()))
        .forEach(
            task -> {
              log.info("{}: cancelled by {}", task, command.getActor());
              task.interruption().cancel();
            });
  }

  private void take(ModelReady ready) {
    Task task = Task.of(ready, guard.period());
    Optional<Task> earlier = slots.find(task.id().task());
    switch (slots.admit(task)) {
      case STALE -> {
        log.info("{}: ignored, a dispatch as new is known", task);
        metrics.stale();
      }
      case REFUSED -> {
        log.warn("{}: handed back, no slot is free", task);
        metrics.handedBack();
        threads.execute(() -> events.handedBack(task, "no slot is free"));
      }
      case TAKEN -> {
        metrics.taken();
        // The planner has given us our own task anew: the old attempt ends first, then the new one
        // settles it.
        earlier.ifPresent(old -> old.interruption().handBackNow());
        threads.execute(() -> run(task, earlier));
        announcer.changed();
      }
    }
  }

  private void run(Task task, Optional<Task> earlier) {
    try {
      earlier.ifPresent(old -> old.done().join());
      runner.run(task);
    } catch (RuntimeException e) {
      // Its last word could not be written. The lease ends with our heartbeats not naming it, and
      // another settles it.
      log.error("{}: could not be told of", task, e);
    } finally {
      slots.release(task);
      task.done().complete(null);
      announcer.changed();
    }
  }
}
