package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a built-in function; binds arguments to them and complains as Python does. */
final class Signature {

  static final Signature RETURN = of("_return(data)");

  private final String function;
  private final String[] names;
  private final boolean[] optional;

  private Signature(String function, String[] names, boolean[] optional) {
    this.function = function;
    this.names = names;
    this.optional = optional;
  }

  /**
   * A signature from text such as {@code "center(width, fillchar=)"}, where = marks an optional
   * parameter.
   */
  static Signature of(String text) {
    int open = text.indexOf('(');
    String inside = text.substring(open + 1, text.length() - 1);
    String[] parts = inside.isEmpty() ? new String[0] : inside.split(", ");
    boolean[] optional = new boolean[parts.length];
    for (int i = 0; i < parts.length; i++) {
      optional[i] = parts[i].endsWith("=");
      if (optional[i]) {
        parts[i] = parts[i].substring(0, parts[i].length() - 1);
      }
    }
    return new Signature(text.substring(0, open), parts, optional);
  }

  /** The values in the order of the parameters; null for an optional one that is not given. */
  @Nullable Object[] bind(CallArguments arguments) {
    return bind(null, arguments);
  }

  /** The same with the first parameter given separately, as a filter gets its target. */
  @Nullable Object[] bind(@Nullable Object first, CallArguments arguments) {
    @Nullable Object[] bound = new @Nullable Object[names.length];
    int filled = 0;
    if (first != null) {
      bound[filled++] = first;
    }
    List<Object> positional = arguments.positional();
    if (filled + positional.size() > names.length) {
      throw tooMany(filled + positional.size());
    }
    for (Object value : positional) {
      bound[filled++] = value;
    }
    for (Map.Entry<String, Object> entry : arguments.keywords().entrySet()) {
      int index = indexOf(entry.getKey());
      if (index < 0) {
        throw JinjaException.type(
            function + "() got an unexpected keyword argument '" + entry.getKey() + "'");
      }
      if (bound[index] != null) {
        throw JinjaException.type(
            function + "() got multiple values for argument '" + entry.getKey() + "'");
      }
      bound[index] = entry.getValue();
    }
    failOnMissing(bound);
    return bound;
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return names.length;
  }

  int required() {
    int required = 0;
    for (boolean each : optional) {
      required += each ? 0 : 1;
    }
    return required;
  }

  private JinjaException tooMany(int given) {
    int required = required();
    String takes =
        required == names.length ? "" + required : "from " + required + " to " + names.length;
    String arguments = names.length == 1 ? " positional argument" : " positional arguments";
    return JinjaException.type(
        function
            + "() takes "
            + takes
            + arguments
            + " but "
            + given
            + (given == 1 ? " was given" : " were given"));
  }

  private void failOnMissing(@Nullable Object[] bound) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (bound[i] == null && !optional[i]) {
        missing.add("'" + names[i] + "'");
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    String list =
        missing.size() < 3
            ? String.join(" and ", missing)
            : String.join(", ", missing.subList(0, missing.size() - 1))
                + ", and "
                + missing.get(missing.size() - 1);
    throw JinjaException.type(
        function
            + "() missing "
            + missing.size()
            + " required positional argument"
            + (missing.size() == 1 ? "" : "s")
            + ": "
            + list);
  }
}
