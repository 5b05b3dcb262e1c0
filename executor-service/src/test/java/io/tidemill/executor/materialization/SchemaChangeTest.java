package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.ResultColumn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangeTest {

  @Test
  void seesNoChangeInCaseOrSpelling() {
    assertThat(
            SchemaChange.between(
                    columns("ID integer", "s varchar(10)"), columns("id int", "S string"))
                .isEmpty())
        .isTrue();
  }

  @Test
  void addsDropsAndWidensOnSync() {
    List<ResultColumn> table = columns("id int", "old string", "d decimal(10,2)");
    SchemaChange change =
        SchemaChange.between(columns("id bigint", "d decimal(12,2)", "new date"), table);
    assertThat(
            change.statements("t", FileFormat.ICEBERG, SchemaChangePolicy.SYNC_ALL_COLUMNS, table))
        .containsExactly(
            "alter table t add columns (`new` date)",
            "alter table t drop columns (`old`)",
            "alter table t alter column `id` type bigint",
            "alter table t alter column `d` type decimal(12,2)");
  }

  @Test
  void appendsOnlyNewColumnsOnAppend() {
    List<ResultColumn> table = columns("id int", "old string");
    assertThat(
            SchemaChange.between(columns("id bigint", "new date"), table)
                .statements("t", FileFormat.PARQUET, SchemaChangePolicy.APPEND_NEW_COLUMNS, table))
        .containsExactly("alter table t add columns (`new` date)");
  }

  @Test
  void refusesATypeThatLosesValues() {
    List<ResultColumn> table = columns("id string");
    assertThatThrownBy(
            () ->
                SchemaChange.between(columns("id int"), table)
                    .statements(
                        "t", FileFormat.ICEBERG, SchemaChangePolicy.SYNC_ALL_COLUMNS, table))
        .isInstanceOfSatisfying(
            ExecutorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("'string' cannot become 'int'");
  }

  @Test
  void refusesToDropColumnsOfPlainFiles() {
    List<ResultColumn> table = columns("id int", "old string");
    assertThatThrownBy(
            () ->
                SchemaChange.between(columns("id int"), table)
                    .statements(
                        "t", FileFormat.PARQUET, SchemaChangePolicy.SYNC_ALL_COLUMNS, table))
        .hasMessageContaining("columns to remove are [old string]");
  }

  @Test
  void failsInDbtsWords() {
    assertThatThrownBy(() -> SchemaChange.between(columns("a int"), columns("b int")).refuse())
        .hasMessageStartingWith(
            "The source and target schemas on this incremental model are out of sync!")
        .hasMessageContaining("Source columns not in target: [a int]")
        .hasMessageContaining("Target columns not in source: [b int]");
  }

  @ParameterizedTest
  @CsvSource({
    "int,bigint,true",
    "bigint,int,false",
    "float,double,true",
    "double,float,false",
    "string,int,false",
    "date,timestamp,false"
  })
  void knowsWhichTypesHoldWhich(String from, String to, boolean expected) {
    assertThat(SchemaChange.widens(from, to)).isEqualTo(expected);
  }

  private static List<ResultColumn> columns(String... columns) {
    return Arrays.stream(columns)
        .map(column -> column.split(" "))
        .map(parts -> new ResultColumn(parts[0], parts[1]))
        .toList();
  }
}
