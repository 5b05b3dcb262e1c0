package io.tidemill.dbt.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Holds this engine against CPython's Jinja2 in dbt's environment, whose results are committed as
 * goldens.
 */
class JinjaConformanceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void rendersEverySnippetAsJinja2Does() {
    Path cases = Path.of(System.getProperty("jinja.cases", "src/test/resources/jinja"));
    Path goldens = Path.of(System.getProperty("jinja.goldens", cases.resolve("golden").toString()));
    Map<String, int[]> table = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    for (JinjaCase each : JinjaCase.load(cases, goldens)) {
      JsonNode actual = JSON.valueToTree(each.actual());
      boolean same = actual.equals(each.golden());
      table.computeIfAbsent(each.group(), group -> new int[2])[same ? 0 : 1]++;
      if (!same) {
        failures.add(each + "\n  expected " + each.golden() + "\n  actual   " + actual);
      }
    }
    if (System.getProperty("jinja.goldens") != null) {
      print(table, failures);
    }
    assertThat(failures).isEmpty();
  }

  private static void print(Map<String, int[]> table, List<String> failures) {
    StringBuilder out = new StringBuilder();
    int passed = 0;
    int failed = 0;
    failures.forEach(failure -> out.append(failure).append('\n'));
    out.append(String.format("%n%-14s %7s %7s%n", "group", "passed", "failed"));
    for (Map.Entry<String, int[]> entry : table.entrySet()) {
      passed += entry.getValue()[0];
      failed += entry.getValue()[1];
      out.append(
          String.format(
              "%-14s %7d %7d%n", entry.getKey(), entry.getValue()[0], entry.getValue()[1]));
    }
    System.out.printf("%s%n%d passed, %d failed%n", out, passed, failed);
  }
}
