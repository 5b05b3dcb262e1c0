package io.tidemill.planner.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * Times at which a trigger is fired.
 *
 * @param name what the ledger calls it; unique in the planner
 * @param cron when, in the zone's own time
 * @param environment environment it is for; null: every one that knows the subject
 * @param subject what is due: the unique id of a dbt node or source, or the schedule's own name
 * @param parameters what goes with the trigger: {@code select}, {@code exclude}
 */
public record Schedule(
    String name,
    CronExpression cron,
    ZoneId zone,
    Misfire misfire,
    @Nullable String environment,
    String subject,
    Map<String, String> parameters) {

  public Schedule {
    parameters = Map.copyOf(parameters);
  }

  static Schedule of(TriggerProperties.Scheduled configured) {
    return new Schedule(
        configured.name(),
        CronExpression.parse(configured.cron()),
        ZoneId.of(configured.zone()),
        configured.misfire(),
        configured.environment(),
        configured.name(),
        Map.of(
            "select", String.join(" ", configured.select()),
            "exclude", String.join(" ", configured.exclude())));
  }

  /** The same for one environment only. */
  public Schedule in(String only) {
    return new Schedule(only + "/" + name, cron, zone, misfire, only, subject, parameters);
  }

  /** The first time after the given one; empty when there is none ever. */
  Optional<Instant> next(Instant after) {
    return Optional.ofNullable(cron.next(ZonedDateTime.ofInstant(after, zone)))
        .map(ZonedDateTime::toInstant);
  }
}
