package io.tidemill.planner.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to start, in dbt's words.
 *
 * @param environment where; may be left out when there is only one
 * @param verb build, run, test, seed, snapshot or compile; build when left out
 * @param select dbt's {@code --select} arguments; {@code unique_id:ID} names one node
 * @param exclude dbt's {@code --exclude} arguments
 * @param selector name of a selector of selectors.yml
 * @param indirectSelection eager, cautious, buildable or empty
 * @param vars dbt's {@code --vars}
 * @param flags further members of dbt's {@code flags}, in its upper-case names
 */
record StartRun(
    @Nullable String environment,
    @Nullable String verb,
    @Nullable List<String> select,
    @Nullable List<String> exclude,
    @Nullable String selector,
    @Nullable String indirectSelection,
    @Nullable Map<String, Object> vars,
    @Nullable Boolean fullRefresh,
    @Nullable Boolean failFast,
    @Nullable Map<String, Object> flags) {}
