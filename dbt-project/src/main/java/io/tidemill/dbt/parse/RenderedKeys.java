package io.tidemill.dbt.parse;

import java.util.List;
import java.util.Set;

/**
 * Which values of a properties file dbt renders at once; descriptions, tests and hooks are rendered
 * later.
 */
final class RenderedKeys {
  private static final Set<String> LATE =
      Set.of("tests", "data_tests", "description", "loaded_at_query");
  private static final Set<String> NESTED = Set.of("tests", "data_tests", "description");
  private static final Set<String> LISTS =
      Set.of("columns", "dimensions", "measures", "entities", "metrics");

  private RenderedKeys() {}

  /**
   * @param section section of the file: {@code models}, {@code sources}, ...
   * @param path keys and indexes from the entry to the value
   */
  static boolean isRendered(String section, List<Object> path) {
    return switch (section) {
      case "sources" -> isRenderedOfSource(path);
      case "macros" ->
          key(path, 0).equals("arguments") ? !isLate(path.subList(1, path.size())) : !isLate(path);
      case "metrics" -> !isFilter(path) && !isLate(path);
      case "saved_queries" ->
          !(key(path, 0).equals("query_params") && key(path, 1).equals("where")) && !isLate(path);
      default -> !(key(path, 0).equals("metrics") && isFilter(path)) && !isLate(path);
    };
  }

  private static boolean isRenderedOfSource(List<Object> path) {
    String first = key(path, 0);
    if (first.equals("description") || first.equals("loaded_at_query")) {
      return false;
    }
    if (first.equals("config") && key(path, 1).equals("loaded_at_query")) {
      return false;
    }
    return !first.equals("tables") || path.size() < 3 || !isLate(path.subList(2, path.size()));
  }

  private static boolean isFilter(List<Object> path) {
    return key(path, path.size() - 1).equals("filter")
        || key(path, path.size() - 2).equals("filter");
  }

  private static boolean isLate(List<Object> path) {
    if (LATE.contains(key(path, 0)) || (path.size() == 2 && LATE.contains(key(path, 1)))) {
      return true;
    }
    if (key(path, 0).equals("config")
        && Set.of("pre_hook", "post_hook", "loaded_at_query").contains(key(path, 1))) {
      return true;
    }
    if (path.size() == 5 && key(path, 4).equals("description")) {
      return true;
    }
    if (key(path, 0).equals("versions")
        && (NESTED.contains(key(path, 2))
            || (key(path, 2).equals("columns") && NESTED.contains(key(path, 4))))) {
      return true;
    }
    return LISTS.contains(key(path, 0)) && NESTED.contains(key(path, 2));
  }

  private static String key(List<Object> path, int index) {
    return index >= 0 && index < path.size() ? String.valueOf(path.get(index)) : "";
  }
}
