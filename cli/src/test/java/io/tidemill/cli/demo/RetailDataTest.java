package io.tidemill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetailDataTest {
  private static final LocalDate FIRST = LocalDate.of(1998, 7, 1);
  private static final LocalDate LAST = LocalDate.of(1998, 7, 3);

  private final RetailData data = new RetailData(0.01, FIRST, LAST);

  @Test
  void keepsOnlyTheDaysAskedFor() {
    assertThat(data.days()).containsExactly(FIRST, FIRST.plusDays(1), LAST);
  }

  @Test
  void cutsADayIntoPartsThatTogetherAreTheDay() {
    Set<String> whole = keys(data.orders(FIRST, 0, 1));
    Set<String> first = keys(data.orders(FIRST, 0, 2));
    Set<String> second = keys(data.orders(FIRST, 1, 2));

    assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    assertThat(whole).hasSize(first.size() + second.size()).containsAll(first).containsAll(second);
  }

  @Test
  void deliversTheLinesOfExactlyTheOrdersOfAPart() {
    assertThat(keys(data.lines(FIRST, 0, 2))).isEqualTo(keys(data.orders(FIRST, 0, 2)));
  }

  @Test
  void writesTheSameBytesEveryTime() {
    RetailData again = new RetailData(0.01, FIRST, LAST);

    assertThat(again.orders(LAST, 0, 1)).isEqualTo(data.orders(LAST, 0, 1));
    assertThat(again.customers()).isEqualTo(data.customers());
  }

  @Test
  void movesEveryNthCustomerAndNobodyElse() {
    List<String> before = rows(data.customers());
    List<String> after = rows(data.customersAfterMove(100, "SPACE"));

    long changed = 0;
    for (int i = 0; i < before.size(); i++) {
      changed += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    assertThat(changed).isEqualTo(before.size() / 100);
    assertThat(String.join("\n", after)).contains("SPACE");
  }

  private static Set<String> keys(String csv) {
    return rows(csv).stream()
        .map(row -> row.substring(0, row.indexOf(',')))
        .collect(Collectors.toSet());
  }

  private static List<String> rows(String csv) {
    return Arrays.stream(csv.split("\n")).skip(1).toList();
  }
}
