package io.tidemill.planner.project;

import io.tidemill.dbt.manifest.Manifest;
import io.tidemill.planner.trigger.Misfire;
import io.tidemill.planner.trigger.Schedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The schedules that a project names itself, in {@code meta.tidemill.schedule} of a source or a
 * node: a cron expression, or a mapping of {@code cron}, {@code zone} and {@code misfire}.
 */
final class MetaSchedules {
  private MetaSchedules() {}

  static List<Schedule> of(Manifest manifest) {
    List<Schedule> schedules = new ArrayList<>();
    manifest
        .sources()
        .values()
        .forEach(source -> add(schedules, TidemillMeta.of(source.uniqueId(), source.meta())));
    manifest
        .nodes()
        .values()
        .forEach(node -> add(schedules, TidemillMeta.of(node.uniqueId(), node.meta())));
    return schedules;
  }

  private static void add(List<Schedule> schedules, TidemillMeta meta) {
    Object declared = meta.values().get("schedule");
    if (declared == null) {
      return;
    }
    Map<?, ?> fields = declared instanceof Map<?, ?> map ? map : Map.of("cron", declared);
    schedules.add(
        new Schedule(
            meta.owner(),
            cron(meta, String.valueOf(fields.get("cron"))),
            zone(meta, fields.get("zone")),
            misfire(meta, fields.get("misfire")),
            null,
            meta.owner(),
            Map.of()));
  }

  private static CronExpression cron(TidemillMeta meta, String text) {
    // dbt users know five fields; six start with seconds.
    String cron = text.trim().split("\\s+").length == 5 ? "0 " + text.trim() : text.trim();
    if (!CronExpression.isValidExpression(cron)) {
      throw meta.refusal("schedule", "a cron expression");
    }
    return CronExpression.parse(cron);
  }

  private static ZoneId zone(TidemillMeta meta, @Nullable Object zone) {
    try {
      return ZoneId.of(zone == null ? "UTC" : String.valueOf(zone));
    } catch (DateTimeException e) {
      throw meta.refusal("schedule", "in an IANA time zone such as Europe/Berlin");
    }
  }

  private static Misfire misfire(TidemillMeta meta, @Nullable Object word) {
    return switch (word == null ? "run_once" : String.valueOf(word).toLowerCase(Locale.ROOT)) {
      case "run_once", "run-once" -> Misfire.RUN_ONCE;
      case "skip" -> Misfire.SKIP;
      default -> throw meta.refusal("schedule", "with misfire: skip or run_once");
    };
  }
}
