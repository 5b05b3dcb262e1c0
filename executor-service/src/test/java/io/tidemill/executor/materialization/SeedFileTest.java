package io.tidemill.executor.materialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemill.executor.statement.ResultColumn;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedFileTest {

  @Test
  void readsQuotesLineBreaksAndNulls() {
    SeedFile seed =
        SeedFile.parse("\uFEFFa,b\r\n\"x, \"\"y\"\"\nz\",null\r\n ,''''\n\n\"NULL\",\\d{}\n", ',');
    assertThat(seed.columns()).containsExactly("a", "b");
    assertThat(seed.rows())
        .containsExactly(
            Arrays.asList("x, \"y\"\nz", null),
            Arrays.asList(null, "''''"),
            Arrays.asList(null, "\\d{}"));
  }

  @Test
  void writesTextThatReadsTheSame() {
    SeedFile seed = SeedFile.parse("a;b\n\"1;\"\"2\";\n;é\n", ';');
    assertThat(SeedFile.parse(seed.canonical(), ',')).isEqualTo(seed);
  }

  @Test
  void fillsShortRecordsAndRefusesLongOnes() {
    assertThat(SeedFile.parse("a,b\n1\n", ',').rows()).containsExactly(Arrays.asList("1", null));
    assertThatThrownBy(() -> SeedFile.parse("a\n1,2\n", ','))
        .hasMessage(
            "Expected record 2 of the seed to have 1 values, as its header, but it has 2: [1, 2]");
  }

  @Test
  void refusesHeadersThatCannotBeColumns() {
    assertThatThrownBy(() -> SeedFile.parse("a,A\n", ',')).hasMessageContaining("[a, A]");
    assertThatThrownBy(() -> SeedFile.parse("", ',')).hasMessageContaining("empty");
  }

  @Test
  void guessesTypesAsDbtDoes() {
    SeedFile seed =
        SeedFile.parse(
            "i,n,d,t,b,s,empty,mixed\n1,1.5,2026-01-02,2026-01-02 03:04:05,true,x,,1\n-2,3,,2026-01-02T03:04:05Z,FALSE,1x,,a\n",
            ',');
    assertThat(SeedTypes.of(seed, Map.of("MIXED", "varchar(3)")))
        .extracting(ResultColumn::type)
        .containsExactly(
            "bigint", "double", "date", "timestamp", "boolean", "string", "bigint", "varchar(3)");
  }
}
