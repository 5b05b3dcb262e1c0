package io.tidemill.dbt;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One command against a project, as Jinja sees it.
 *
 * @param invocationId {@code invocation_id}
 * @param runStartedAt {@code run_started_at}
 * @param command dbt's verb: {@code run}, {@code build}, {@code test}, ...; {@code flags.WHICH}
 * @param fullRefresh whether {@code --full-refresh} was given
 * @param vars what {@code --vars} gives for this command, over those the project was loaded with
 * @param flags further members of {@code flags}, in dbt's upper-case names
 */
public record Invocation(
    String invocationId,
    Instant runStartedAt,
    String command,
    boolean fullRefresh,
    Map<String, Object> vars,
    Map<String, Object> flags) {

  public Invocation {
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
  }
}
