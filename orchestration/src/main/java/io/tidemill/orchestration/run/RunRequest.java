package io.tidemill.orchestration.run;

import io.tidemill.orchestration.dag.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do, in dbt's words.
 *
 * @param select dbt's {@code --select} arguments; empty for everything the verb covers
 * @param selector name of a selector in {@code selectors.yml}; null for none
 * @param vars dbt's {@code --vars} as a JSON object
 * @param flags further members of dbt's {@code flags} that differ from their defaults, as a JSON
 *     object
 */
public record RunRequest(
    Verb verb,
    List<String> select,
    List<String> exclude,
    @Nullable String selector,
    String indirectSelection,
    String vars,
    boolean fullRefresh,
    boolean failFast,
    String flags) {

  private static final String NONE = "{}";

  public RunRequest {
    select = List.copyOf(select);
    exclude = List.copyOf(exclude);
    // A row written before there were any has none.
    flags = flags == null || flags.isEmpty() ? NONE : flags;
  }

  /** Everything the verb covers, with dbt's defaults. */
  public static RunRequest all(Verb verb) {
    return new RunRequest(verb, List.of(), List.of(), null, "eager", NONE, false, false, NONE);
  }

  public RunRequest selecting(String... arguments) {
    return new RunRequest(
        verb,
        List.of(arguments),
        exclude,
        selector,
        indirectSelection,
        vars,
        fullRefresh,
        failFast,
        flags);
  }

  public RunRequest failingFast() {
    return new RunRequest(
        verb, select, exclude, selector, indirectSelection, vars, fullRefresh, true, flags);
  }
}
