package io.tidemill.dbt.context;

import io.tidemill.dbt.jinja.Macro;
import io.tidemill.dbt.jinja.MacroDefinition;
import io.tidemill.dbt.jinja.Scope;
import io.tidemill.dbt.jinja.TemplateName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of one macro, parsed when it is first needed in a phase. Thread-safe: parsing twice does
 * no harm.
 */
public final class MacroSource {
  private final String sql;
  private final TemplateName name;
  private volatile @Nullable MacroDefinition parsing;
  private volatile @Nullable MacroDefinition running;

  /**
   * @param sql the whole block, with its opening and closing tag
   * @param name file and line it comes from
   */
  public MacroSource(String sql, TemplateName name) {
    this.sql = sql;
    this.name = name;
  }

  public String sql() {
    return sql;
  }

  public TemplateName name() {
    return name;
  }

  /** The macro as a function that looks names up in a scope. */
  Macro bind(Scope scope, Phase phase) {
    return definition(phase).bind(scope);
  }

  /** The parsed macro. */
  public MacroDefinition definition(Phase phase) {
    MacroDefinition known = phase == Phase.PARSE ? parsing : running;
    if (known != null) {
      return known;
    }
    List<MacroDefinition> macros = phase.environment().parse(sql, name).macros();
    if (macros.size() != 1) {
      throw Arguments.compilation("Found multiple macros in " + sql + ", expected 1");
    }
    MacroDefinition parsed = macros.get(0);
    if (phase == Phase.PARSE) {
      parsing = parsed;
    } else {
      running = parsed;
    }
    return parsed;
  }
}
