package io.tidemill.dbt.compile;

import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of a warehouse as Python values. */
final class TableValues {
  private TableValues() {}

  static Object of(@Nullable Object value) {
    if (value == null) {
      return PyNone.NONE;
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return PythonValues.fromJava(value);
  }
}
