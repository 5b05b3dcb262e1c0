package io.tidemill.glue.statement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pieces of requests that are too long for one statement, kept until they are put together. */
public final class PartBuffer {
  private final Map<String, Map<Integer, String>> parts = new HashMap<>();

  void add(String id, int index, String text) {
    parts.computeIfAbsent(id, key -> new HashMap<>()).put(index, text);
  }

  /** Takes out the pieces 0 to {@code count - 1} of a request, joined. */
  String take(String id, int count) {
    Map<Integer, String> found = Optional.ofNullable(parts.remove(id)).orElse(Map.of());
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String text = found.get(i);
      if (text == null) {
        throw new IllegalArgumentException(
            "part " + i + " of " + count + " of request " + id + " has not come");
      }
      joined.append(text);
    }
    return joined.toString();
  }
}
