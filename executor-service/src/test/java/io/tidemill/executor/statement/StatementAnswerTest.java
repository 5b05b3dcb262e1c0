package io.tidemill.executor.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatementAnswerTest {

  @Test
  void givesValuesTheirTypes() {
    String step =
        """
        {"name":"q","ok":true,"skipped":false,"millis":12,"truncated":true,"affected":3,"error":null,
         "schema":[{"name":"a","type":"bigint"},{"name":"b","type":"decimal(38,2)"},{"name":"c","type":"double"},
                   {"name":"d","type":"boolean"},{"name":"e","type":"date"},{"name":"f","type":"array<int>"},{"name":"g","type":"int"}],
         "rows":[["9223372036854775807","12345678901234567890.12","NaN",true,"2026-11-25",[1,2],null]]}""";

    StepResult result =
        StatementAnswer.read(FakeStatementApi.answer(step)).orElseThrow().steps().get(0);

    assertThat(result.rows().get(0))
        .isEqualTo(
            Arrays.asList(
                Long.MAX_VALUE,
                new BigDecimal("12345678901234567890.12"),
                Double.NaN,
                true,
                "2026-11-25",
                "[1,2]",
                null));
    assertThat(result.truncated()).isTrue();
    assertThat(result.affected()).isEqualTo(3);
  }

  @Test
  void findsTheAnswerAmongWhatElseWasPrinted() {
    String text = "Javalin noise <<\n" + FakeStatementApi.answer("") + "\nWARN late";

    assertThat(StatementAnswer.read(text))
        .hasValueSatisfying(answer -> assertThat(answer.ok()).isTrue());
  }

  @Test
  void aCutOffAnswerIsNone() {
    String whole = FakeStatementApi.answer("{\"name\":\"a\",\"ok\":true}");

    assertThat(StatementAnswer.read(whole.substring(0, whole.length() - 20))).isEmpty();
    assertThat(StatementAnswer.read("")).isEmpty();
  }

  @Test
  void namesTheStepThatFailedAndItsError() {
    String text =
        """
        <<tidemill:v1
        {"ok":false,"steps":[{"name":"a","ok":true},{"name":"b","ok":false,"error":{"class":"x.AnalysisException",
        "condition":"UNRESOLVED_COLUMN","sqlState":"42703","message":"no such column","line":3,"position":7,"causes":["x.Y: z"],"stack":["s1","s2"]}}]}
        tidemill:v1>>""";

    StatementAnswer answer = StatementAnswer.read(text).orElseThrow();

    assertThat(answer.failed()).map(StepResult::name).contains("b");
    StepError error = answer.failed().orElseThrow().error();
    assertThat(error.line()).isEqualTo(3);
    assertThat(error.condition()).isEqualTo("UNRESOLVED_COLUMN");
    assertThat(error.stack()).isEqualTo("Caused by: x.Y: z\ns1\ns2");
  }
}
