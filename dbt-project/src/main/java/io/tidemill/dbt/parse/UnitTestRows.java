package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.PythonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fixtures of a unit test. */
final class UnitTestRows {
  private UnitTestRows() {}

  static List<Object> given(Properties entry, UnitTestFixtures fixtures) {
    List<Object> given = new ArrayList<>();
    for (Map<String, Object> input : entry.maps("given")) {
      Map<String, Object> fixture = ConfigDefaults.of("input", input.get("input"));
      fixture.putAll(fixture(input));
      fixture.put("rows", fixtures.rows(entry, "input", fixture));
      given.add(fixture);
    }
    return given;
  }

  static Map<String, Object> expect(Properties entry, UnitTestFixtures fixtures) {
    Map<String, Object> fixture = fixture(entry.map("expect"));
    fixture.put("rows", fixtures.rows(entry, "expected", fixture));
    return fixture;
  }

  private static Map<String, Object> fixture(Map<String, Object> written) {
    Object format = written.get("format");
    return ConfigDefaults.of(
        "rows", written.get("rows"),
        "format", format == null ? "dict" : format,
        "fixture", written.get("fixture"));
  }

  /** Null when there are none; else all three kinds. */
  static @Nullable Object overrides(Properties entry) {
    if (entry.get("overrides") == null) {
      return null;
    }
    Map<String, Object> written = entry.map("overrides");
    return ConfigDefaults.of(
        "macros", Properties.mapOf(written.get("macros")),
        "vars", Properties.mapOf(written.get("vars")),
        "env_vars", Properties.mapOf(written.get("env_vars")));
  }

  static String checksum(Map<String, Object> content) {
    StringBuilder inputs = new StringBuilder("[");
    for (Object input : ConfigMerge.list(content.get("given"))) {
      inputs.append(inputs.length() > 1 ? ", " : "");
      Map<String, Object> fields = Properties.mapOf(input);
      inputs.append("UnitTestInputFixture(input=").append(repr(fields.get("input"))).append(", ");
      inputs.append(fixtureText(fields)).append(')');
    }
    String data =
        content.get("model")
            + "-None-"
            + inputs.append(']')
            + "-UnitTestOutputFixture("
            + fixtureText(Properties.mapOf(content.get("expect")))
            + ")-"
            + overrides(content.get("overrides"));
    StringBuilder files = new StringBuilder(data);
    for (Object input : ConfigMerge.list(content.get("given"))) {
      Map<String, Object> fields = Properties.mapOf(input);
      if (fields.get("fixture") != null) {
        files.append('-').append(PythonValues.str(PythonValues.fromJava(fields.get("rows"))));
      }
    }
    return ProjectFiles.sha256(files.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String fixtureText(Map<String, Object> fixture) {
    String format = String.valueOf(fixture.get("format"));
    String name = format.equals("dict") ? "Dict" : format.toUpperCase(Locale.ROOT);
    return "rows="
        + repr(fixture.get("rows"))
        + ", format=<UnitTestFormat."
        + name
        + ": '"
        + format
        + "'>, fixture="
        + repr(fixture.get("fixture"));
  }

  private static String overrides(@Nullable Object overrides) {
    if (overrides == null) {
      return "None";
    }
    Map<String, Object> fields = Properties.mapOf(overrides);
    return "UnitTestOverrides(macros="
        + repr(Properties.mapOf(fields.get("macros")))
        + ", vars="
        + repr(Properties.mapOf(fields.get("vars")))
        + ", env_vars="
        + repr(Properties.mapOf(fields.get("env_vars")))
        + ")";
  }

  private static String repr(@Nullable Object value) {
    return PythonValues.repr(PythonValues.fromJava(value));
  }
}
