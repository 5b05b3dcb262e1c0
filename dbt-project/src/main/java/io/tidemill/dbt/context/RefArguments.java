package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.CallArguments;
import io.tidemill.dbt.jinja.PyNone;
import io.tidemill.dbt.jinja.PythonValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code ref}.
 *
 * @param version as given: text, integer or float; null when not given
 */
public record RefArguments(@Nullable String packageName, String name, @Nullable Object version) {

  /** Reads a call; a compilation error in dbt's words when it is not one. */
  public static RefArguments of(CallArguments arguments, String caller) {
    List<Object> positional = arguments.positional();
    if (positional.isEmpty() || positional.size() > 2) {
      throw Arguments.compilation(
          "ref() takes at most two arguments (" + positional.size() + " given)");
    }
    Object name = positional.get(positional.size() - 1);
    if (!(name instanceof String)) {
      throw Arguments.compilation(
          "The name argument to ref() must be a string, got <class '"
              + PythonValues.typeName(name)
              + "'> in "
              + caller);
    }
    Object packageName = positional.size() == 2 ? positional.get(0) : PyNone.NONE;
    Object version = arguments.keywords().get("version");
    if (version == null || !PythonValues.truthy(version)) {
      version = arguments.keywords().get("v");
    }
    boolean hasVersion = version != null && version != PyNone.NONE && PythonValues.truthy(version);
    return new RefArguments(
        packageName == PyNone.NONE ? null : PythonValues.str(packageName),
        PythonValues.str(name),
        hasVersion ? version : null);
  }
}
