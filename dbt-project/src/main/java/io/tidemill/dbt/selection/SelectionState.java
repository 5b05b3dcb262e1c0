package io.tidemill.dbt.selection;

import io.tidemill.dbt.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code state:}, {@code result:} and {@code source_status:} compare with.
 *
 * @param previous manifest of {@code --state}
 * @param results entries of the previous run_results.json
 * @param previousSources entries of the previous sources.json
 * @param currentSources entries of the current sources.json
 */
public record SelectionState(
    @Nullable Manifest previous,
    List<Map<String, Object>> results,
    List<Map<String, Object>> previousSources,
    List<Map<String, Object>> currentSources) {

  public SelectionState {
    results = List.copyOf(results);
    previousSources = List.copyOf(previousSources);
    currentSources = List.copyOf(currentSources);
  }

  /** Nothing to compare with. */
  public static SelectionState none() {
    return new SelectionState(null, List.of(), List.of(), List.of());
  }
}
