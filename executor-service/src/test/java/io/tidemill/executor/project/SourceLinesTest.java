package io.tidemill.executor.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceLinesTest {
  private static final String SOURCE =
      """
      {{ config(materialized='table') }}
      {% set columns = ['a', 'b'] %}
      select
        id,
        {% for column in columns %}
        sum({{ column }}) as {{ column }},
        {% endfor %}
        wrong_column
      from {{ ref('orders') }}
      group by id""";
  private static final String COMPILED =
      """


      select
        id,

        sum(a) as a,

        sum(b) as b,

        wrong_column
      from db.orders
      group by id""";

  @Test
  void findsTheCompiledLineInsideTheStatementAroundIt() {
    String statement = "create table db.t\nusing parquet\nas\n" + COMPILED.strip();

    assertThat(SourceLines.inCompiled(statement, 4, COMPILED)).hasValue(3);
    assertThat(SourceLines.inCompiled(statement, 11, COMPILED)).hasValue(10);
  }

  @Test
  void aLineOfOurOwnIsNotTheUsers() {
    String statement = "create table db.t\nusing parquet\nas\n" + COMPILED.strip();

    assertThat(SourceLines.inCompiled(statement, 1, COMPILED)).isEmpty();
    assertThat(SourceLines.inCompiled("drop table x", 1, COMPILED)).isEmpty();
  }

  @Test
  void findsTheFilesLineOfAnUnchangedLine() {
    assertThat(SourceLines.inSource(COMPILED, 10, SOURCE)).hasValue(8);
    assertThat(SourceLines.inSource(COMPILED, 4, SOURCE)).hasValue(4);
  }

  @Test
  void pointsNearTheExpressionALineWasRenderedFrom() {
    assertThat(SourceLines.inSource(COMPILED, 11, SOURCE)).hasValue(9);
    assertThat(SourceLines.inSource(COMPILED, 6, SOURCE)).hasValue(6);
  }
}
