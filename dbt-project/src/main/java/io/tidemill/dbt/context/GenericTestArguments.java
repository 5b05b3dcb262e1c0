package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.PyDict;
import io.tidemill.dbt.jinja.PyList;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a generic test, as the test's macro gets them.
 *
 * <p>Strings are rendered to native values; what looks like a bare {@code ref(...)}, {@code
 * source(...)}, {@code var(...)} or the like is taken for an expression, as in dbt.
 */
public final class GenericTestArguments {
  /** Name under which the test's text finds them. */
  public static final String NAME = "_dbt_generic_test_kwargs";

  private static final Pattern EXPRESSION =
      Pattern.compile("^\\s*(env_var|ref|var|source|doc)\\s*\\(.+\\)\\s*$", Pattern.DOTALL);

  private GenericTestArguments() {}

  public static PyDict render(
      Map<String, Object> arguments, @Nullable String columnName, String file, NodeScope scope) {
    PyDict rendered = new PyDict();
    arguments.forEach(
        (name, value) ->
            rendered.put(
                name,
                name.equals("column_name") && columnName != null
                    ? columnName
                    : value(value, file, scope)));
    return rendered;
  }

  private static Object value(@Nullable Object value, String file, NodeScope scope) {
    if (value instanceof Map<?, ?> map) {
      PyDict dict = new PyDict();
      map.forEach((key, item) -> dict.put(PythonValues.fromJava(key), value(item, file, scope)));
      return dict;
    }
    if (value instanceof List<?> items) {
      PyList list = new PyList();
      items.forEach(item -> list.add(value(item, file, scope)));
      return list;
    }
    if (!(value instanceof String text)) {
      return PythonValues.fromJava(value);
    }
    String source = EXPRESSION.matcher(text).matches() ? "{{ " + text + " }}" : text;
    if (!Templates.hasJinja(source)) {
      return text;
    }
    return scope.phase() == Phase.PARSE
        ? Templates.renderNativeParsing(source, file, scope)
        : Templates.renderNative(source, file, scope);
  }
}
