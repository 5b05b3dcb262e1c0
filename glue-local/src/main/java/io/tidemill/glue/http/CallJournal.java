package io.tidemill.glue.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemill.glue.aws.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the calls that clients made, by service and action, so that a test can hold a client to a
 * budget. The engine's own calls are not counted.
 */
public final class CallJournal {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public void count(String action) {
    counts.computeIfAbsent(action, name -> new LongAdder()).increment();
  }

  public void reset() {
    counts.clear();
  }

  public ObjectNode toJson() {
    ObjectNode calls = Json.object();
    new TreeMap<>(counts).forEach((action, count) -> calls.put(action, count.sum()));
    return calls;
  }
}
