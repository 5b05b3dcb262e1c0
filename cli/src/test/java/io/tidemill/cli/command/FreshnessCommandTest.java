package io.tidemill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.artifact.NodeStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessCommandTest {
  private static final Map<String, Object> RULES =
      Map.of(
          "warn_after", Map.of("count", 12, "period", "hour"),
          "error_after", Map.of("count", 2, "period", "day"));

  @Test
  void judgesAnAgeByTheRules() {
    assertThat(FreshnessCommand.status(RULES, Duration.ofHours(12))).isEqualTo(NodeStatus.PASS);
    assertThat(FreshnessCommand.status(RULES, Duration.ofHours(13))).isEqualTo(NodeStatus.WARN);
    assertThat(FreshnessCommand.status(RULES, Duration.ofHours(49))).isEqualTo(NodeStatus.ERROR);
  }

  @Test
  void warnsOnlyWhereThereIsNoErrorAfter() {
    Map<String, Object> rules = Map.of("warn_after", Map.of("count", 1, "period", "minute"));

    assertThat(FreshnessCommand.status(rules, Duration.ofDays(900))).isEqualTo(NodeStatus.WARN);
  }
}
