package io.tidemill.cli.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.compile.QueryResult;
import io.tidemill.dbt.compile.WarehouseColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  /** What agate prints for the same rows. */
  @Test
  void printsRowsAsDbtDoes() {
    QueryResult rows =
        new QueryResult(
            Stream.of("id", "name", "flag", "n", "long_col", "c6", "c7")
                .map(name -> new WarehouseColumn(name, "string"))
                .toList(),
            List.of(
                Arrays.asList(1L, "a", true, null, "x".repeat(30), 1L, 2L),
                Arrays.asList(22L, "b c", false, new BigDecimal("1.50"), "y", 3L, 4L)));

    assertThat(ResultTable.text(rows))
        .isEqualTo(
            """
            | id | name |  flag |   n | long_col             | c6 | ... |
            | -- | ---- | ----- | --- | -------------------- | -- | --- |
            |  1 | a    |  True |     | xxxxxxxxxxxxxxxxx... |  1 | ... |
            | 22 | b c  | False | 1.5 | y                    |  3 | ... |
            """);
  }
}
