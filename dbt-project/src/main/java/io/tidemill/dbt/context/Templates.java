package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.Scope;
import io.tidemill.dbt.jinja.Template;
import io.tidemill.dbt.jinja.TemplateName;

/** Rendering text of a project in one go. */
public final class Templates {
  private Templates() {}

  /** Whether text could be changed by rendering it. */
  public static boolean hasJinja(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }

  /** Parses source; both phases parse alike, they differ in what unknown names are. */
  public static Template parse(String source, String file, Phase phase) {
    return phase.environment().parse(source, TemplateName.of(file));
  }

  /** Renders source that may hold unknown names, for what its calls note on the way. */
  public static String renderParsing(String source, String file, Scope scope) {
    return parse(source, file, Phase.PARSE).render(scope);
  }

  /** Renders source for use. */
  public static String render(String source, String file, Scope scope) {
    return hasJinja(source) ? parse(source, file, Phase.RUN).render(scope) : source;
  }

  /** The value of a YAML string: one expression keeps its type. */
  public static Object renderNative(String source, String file, Scope scope) {
    return parse(source, file, Phase.RUN).renderNative(scope);
  }

  /** The same while parsing. */
  public static Object renderNativeParsing(String source, String file, Scope scope) {
    return parse(source, file, Phase.PARSE).renderNative(scope);
  }
}
