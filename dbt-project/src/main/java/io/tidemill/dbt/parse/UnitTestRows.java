package io.tidemill.dbt.parse;

import io.tidemill.dbt.jinja.PythonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fixtures of a unit test. */
final class UnitTestRows {
  private UnitTestRows() {}

  static List<Object> given(Properties entry) {
    List<Object> given = new ArrayList<>();
    for (Map<String, Object> input : entry.maps("given")) {
      Map<String, Object> fixture = ConfigDefaults.of("input", input.get("input"));
      fixture.putAll(fixture(input));
      given.add(fixture);
    }
    return given;
  }

  static Map<String, Object> fixture(Map<String, Object> written) {
    Object format = written.get("format");
    return ConfigDefaults.of(
        "rows", written.get("rows"),
        "format", format == null ? "dict" : format,
        "fixture", written.get("fixture"));
  }

  static String checksum(Map<String, Object> content) {
    String data =
        content.get("model")
            + "-None-"
            + PythonValues.repr(PythonValues.fromJava(content.get("given")))
            + "-"
            + PythonValues.repr(PythonValues.fromJava(content.get("expect")))
            + "-"
            + PythonValues.repr(PythonValues.fromJava(content.get("overrides")));
    return ProjectFiles.sha256(data.getBytes(StandardCharsets.UTF_8));
  }
}
