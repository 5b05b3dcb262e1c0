package io.tidemill.cli.iam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One statement of a policy.
 *
 * @param sid its name: letters and digits
 * @param effect {@code Allow} or {@code Deny}
 * @param conditions operator to key to values; empty for none
 */
record Statement(
    String sid,
    String effect,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  Statement {
    actions = actions.stream().distinct().sorted().toList();
    resources = resources.stream().distinct().sorted().toList();
    conditions = Map.copyOf(conditions);
  }

  static Statement allow(String sid, List<String> actions, List<String> resources) {
    return new Statement(sid, "Allow", actions, resources, Map.of());
  }

  static Statement deny(String sid, List<String> actions, List<String> resources) {
    return new Statement(sid, "Deny", actions, resources, Map.of());
  }

  /** The same under a condition more. */
  Statement when(String operator, String key, String... values) {
    Map<String, Map<String, List<String>>> all = new TreeMap<>(conditions);
    Map<String, List<String>> keys = new TreeMap<>(all.getOrDefault(operator, Map.of()));
    keys.put(key, List.of(values));
    all.put(operator, keys);
    return new Statement(sid, effect, actions, resources, all);
  }
}
