package io.tidemill.glue.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidemill.glue.aws.AwsException;
import io.tidemill.glue.aws.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionExpressionTest {
  private static final ArrayNode KEYS =
      Json.array()
          .add(Json.object().put("Name", "day").put("Type", "date"))
          .add(Json.object().put("Name", "hour").put("Type", "int"))
          .add(Json.object().put("Name", "Region").put("Type", "string"));
  private static final List<String> VALUES = List.of("2024-01-10", "9", "it's");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day = '2024-01-10'",
        "DAY >= '2024-01-10' AND hour < 10",
        "hour in (1, 9)",
        "hour between 9 and 12",
        "not hour = 8",
        "hour not in (8, 7)",
        "hour = 8 or (day > '2023' and region like 'it%')",
        "region = 'it''s'",
        "`region` <> \"x\"",
        "10 > hour",
        "region is not null",
        "day != '2024-01-11'"
      })
  void holds(String expression) {
    assertThat(PartitionExpression.parse(expression, KEYS).test(VALUES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hour > 10",
        "day < '2024-01-10'",
        "region is null",
        "hour = 9 and hour = 10",
        "region like 'it_'",
        "9 < hour"
      })
  void doesNotHold(String expression) {
    assertThat(PartitionExpression.parse(expression, KEYS).test(VALUES)).isFalse();
  }

  @Test
  void refusesWhatItCannotReadAndSaysWhere() {
    assertThatThrownBy(() -> PartitionExpression.parse("hour ~ 3", KEYS))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("hour ~ 3")
        .hasMessageContaining("'~ 3'");
    assertThatThrownBy(() -> PartitionExpression.parse("nothing = 3", KEYS))
        .hasMessageContaining("nothing");
    assertThatThrownBy(() -> PartitionExpression.parse("hour =", KEYS))
        .hasMessageContaining("its end");
    assertThatThrownBy(() -> PartitionExpression.parse("hour = 'x'", KEYS).test(VALUES))
        .hasMessageContaining("hour");
  }
}
