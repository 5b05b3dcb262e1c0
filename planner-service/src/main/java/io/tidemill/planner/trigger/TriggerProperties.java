package io.tidemill.planner.trigger;

import static io.tidemill.planner.config.InvalidConfigurationException.require;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;

/**
 * Ways in that are fetched from.
 *
 * @param sqs the queue that an EventBridge rule or a bucket sends to
 * @param topics upstream topics, each record of which is a trigger
 * @param schedules runs by the clock
 */
@ConfigurationProperties("tidemill.triggers")
public record TriggerProperties(
    @DefaultValue Sqs sqs,
    @DefaultValue List<UpstreamTopic> topics,
    @DefaultValue List<Scheduled> schedules) {

  public TriggerProperties {
    topics = List.copyOf(topics);
    schedules = List.copyOf(schedules);
    Set<String> names = new HashSet<>();
    for (Scheduled schedule : schedules) {
      require(
          names.add(schedule.name()),
          "tidemill.triggers.schedules",
          "Expected each schedule to have a name of its own, but '%s' is there twice"
              .formatted(schedule.name()));
    }
  }

  /**
   * A queue.
   *
   * @param queueUrl its URL; null: none is read
   */
  public record Sqs(@Nullable URI queueUrl) {}

  /**
   * An upstream topic.
   *
   * @param name name of the topic
   * @param environment environment its records are for; null: every one that has a source for the
   *     topic
   */
  public record UpstreamTopic(String name, @Nullable String environment) {}

  /**
   * A schedule.
   *
   * @param name what the ledger calls it
   * @param cron six fields, seconds first, or a macro such as {@code @daily}
   * @param zone IANA time zone the fields are read in
   * @param misfire what to do about a time that passed while the planner was down
   * @param environment environment to run in
   * @param select dbt's {@code --select}; empty: everything
   * @param exclude dbt's {@code --exclude}
   */
  public record Scheduled(
      String name,
      String cron,
      @DefaultValue("UTC") String zone,
      @DefaultValue("run-once") Misfire misfire,
      String environment,
      @DefaultValue List<String> select,
      @DefaultValue List<String> exclude) {

    public Scheduled {
      select = List.copyOf(select);
      exclude = List.copyOf(exclude);
      requireComplete(name, cron, zone, environment);
    }

    // Binding gives null where a required key is missing.
    private static void requireComplete(
        @Nullable String name, @Nullable String cron, String zone, @Nullable String environment) {
      require(
          name != null && !name.isBlank(),
          "tidemill.triggers.schedules[].name",
          "Expected each schedule to have a name, but one has none");
      require(
          environment != null && !environment.isBlank(),
          "tidemill.triggers.schedules[].environment",
          "Expected schedule '%s' to name its environment, but it does not".formatted(name));
      require(
          cron != null && CronExpression.isValidExpression(cron),
          "tidemill.triggers.schedules[].cron",
          "Expected schedule '%s' to have six cron fields, seconds first, but it has '%s'"
              .formatted(name, cron));
      require(
          isZone(zone),
          "tidemill.triggers.schedules[].zone",
          "Expected schedule '%s' to have an IANA time zone such as Europe/Berlin, but it has '%s'"
              .formatted(name, zone));
    }

    private static boolean isZone(String zone) {
      try {
        ZoneId.of(zone);
        return true;
      } catch (DateTimeException e) {
        return false;
      }
    }
  }
}
