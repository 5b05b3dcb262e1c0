package io.tidemill.planner.command;

import io.tidemill.event.AuditRecord;
import io.tidemill.event.Command;
import io.tidemill.event.CommandAction;
import io.tidemill.planner.config.Ulid;
import io.tidemill.planner.topic.EventLog;
import io.tidemill.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Writes commands, each with its audit record. When a method returns, both are acknowledged; the
 * engine answers a command through what it does to runs.
 */
public final class CommandLog {
  private final EventLog log;
  private final String fleet;
  private final Clock clock;

  public CommandLog(EventLog log, String fleet, Clock clock) {
    this.log = log;
    this.fleet = fleet;
    this.clock = clock;
  }

  /** Starts a command: the caller fills in what the action needs. */
  public Command.Builder command(String environment, CommandAction action, String actor) {
    return Command.newBuilder()
        .setCommandId(Ulid.next())
        .setEnvironment(environment)
        .setAction(action)
        .setActor(actor)
        .setIssuedAt(now());
  }

  /**
   * Sends a command.
   *
   * @param details what was asked for, as a JSON object, for the audit
   */
  public void send(Command command, String details) {
    // First the audit: a command that nobody wrote down must not happen.
    audit(command, details);
    log.append(Topics.COMMANDS, fleet, List.of(command), Command::getCommandId);
  }

  private void audit(Command command, String details) {
    AuditRecord record =
        AuditRecord.newBuilder()
            .setAuditId(Ulid.next())
            .setAt(now())
            .setEnvironment(command.getEnvironment())
            .setActor(command.getActor())
            .setAction(word(command.getAction()))
            .setResource(resource(command))
            .setDetails(details)
            .setOutcome("ok")
            .setRunId(command.getRunId())
            .build();
    log.append(Topics.AUDIT, command.getEnvironment(), List.of(record), AuditRecord::getAuditId);
  }

  private static String word(CommandAction action) {
    return switch (action) {
      case START_RUN -> "run.start";
      case CANCEL_RUN -> "run.cancel";
      case RETRY_RUN -> "run.retry";
      case PAUSE -> "environment.pause";
      case RESUME -> "environment.resume";
      case DEPLOY_PROJECT -> "project.deploy";
    };
  }

  private static String resource(Command command) {
    if (command.getAction() == CommandAction.DEPLOY_PROJECT) {
      return String.valueOf(command.getProjectDigest());
    }
    return command.getRunId() == null ? command.getEnvironment() : command.getRunId();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
