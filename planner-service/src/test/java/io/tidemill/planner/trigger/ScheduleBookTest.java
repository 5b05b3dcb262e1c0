package io.tidemill.planner.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.planner.trigger.ScheduleBook.Firing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.support.CronExpression;

class ScheduleBookTest {

  @Test
  void firesAtItsTimeAndOnlyOnce() {
    Schedule schedule = daily("UTC", Misfire.RUN_ONCE);
    ScheduleBook book = new ScheduleBook(Map.of());
    assertThat(book.due(List.of(schedule), at("2026-11-25T05:59:00Z"))).isEmpty();

    List<Firing> due = book.due(List.of(schedule), at("2026-11-25T06:00:01Z"));
    due.forEach(book::settle);

    assertThat(due).extracting(Firing::time).containsExactly(at("2026-11-25T06:00:00Z"));
    assertThat(due.get(0).fires()).isTrue();
    assertThat(book.due(List.of(schedule), at("2026-11-25T06:00:02Z"))).isEmpty();
  }

  @Test
  void firesAgainWhenAFiringWasNotSettled() {
    Schedule schedule = daily("UTC", Misfire.RUN_ONCE);
    ScheduleBook book = new ScheduleBook(Map.of("daily", at("2026-11-24T06:00:00Z")));

    assertThat(book.due(List.of(schedule), at("2026-11-25T06:00:01Z"))).hasSize(1);
    assertThat(book.due(List.of(schedule), at("2026-11-25T06:00:02Z"))).hasSize(1);
  }

  @Test
  void firesOnceForManyMissedTimes() {
    ScheduleBook book = new ScheduleBook(Map.of("daily", at("2026-11-01T06:00:00Z")));

    List<Firing> due =
        book.due(List.of(daily("UTC", Misfire.RUN_ONCE)), at("2026-11-25T12:00:00Z"));

    assertThat(due).extracting(Firing::time).containsExactly(at("2026-11-25T06:00:00Z"));
    assertThat(due.get(0).fires()).isTrue();
  }

  @Test
  void skipsMissedTimesWhereThePolicySaysSo() {
    Schedule schedule = daily("UTC", Misfire.SKIP);
    ScheduleBook book = new ScheduleBook(Map.of("daily", at("2026-11-01T06:00:00Z")));

    List<Firing> missed = book.due(List.of(schedule), at("2026-11-25T12:00:00Z"));
    missed.forEach(book::settle);
    List<Firing> onTime = book.due(List.of(schedule), at("2026-11-26T06:00:00Z"));

    assertThat(missed).extracting(Firing::fires).containsExactly(false);
    assertThat(onTime).extracting(Firing::fires).containsExactly(true);
  }

  @Test
  void keepsToTheClockOfItsZoneOverTheChangeToSummerTime() {
    Schedule berlin = daily("Europe/Berlin", Misfire.RUN_ONCE);

    assertThat(berlin.next(at("2026-03-28T00:00:00Z"))).contains(at("2026-03-28T05:00:00Z"));
    assertThat(berlin.next(at("2026-03-29T00:00:00Z"))).contains(at("2026-03-29T04:00:00Z"));
  }

  private static Schedule daily(String zone, Misfire misfire) {
    return new Schedule(
        "daily",
        CronExpression.parse("0 0 6 * * *"),
        ZoneId.of(zone),
        misfire,
        "dev",
        "daily",
        Map.of());
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
