package io.tidemill.catalog.completion;

import io.tidemill.catalog.lineage.Locations;
import io.tidemill.catalog.state.Json;
import io.tidemill.catalog.state.StateTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the flow remembers, as rows {@code node/...} and {@code pending/...} of the state topic. */
public final class Memory implements Locations {
  private static final String NODE = "node/";
  private static final String PENDING = "pending/";

  private final StateTopic state;

  /**
   * Locations of builds that are being handled: a child that completed right after its parent must
   * find it.
   */
  private final Map<String, String> fresh = new ConcurrentHashMap<>();

  public Memory(StateTopic state) {
    this.state = state;
  }

  NodeState node(String environment, String nodeId) {
    return state
        .get(nodeKey(environment, nodeId))
        .map(json -> Json.read(json, NodeState.class))
        .orElse(NodeState.NONE);
  }

  /** Everything that waits to be tried again, the longest waiting first by key. */
  public List<Pending> pending() {
    return state.startingWith(PENDING).values().stream()
        .map(json -> Json.read(json, Pending.class))
        .toList();
  }

  @Override
  public Optional<String> of(String environment, String nodeId) {
    String built = fresh.get(nodeKey(environment, nodeId));
    return Optional.ofNullable(built == null ? node(environment, nodeId).location() : built);
  }

  /** Learns of a build before it is handled. */
  void learn(String environment, String nodeId, String location) {
    fresh.put(nodeKey(environment, nodeId), location);
  }

  /** Reads what other instances have written. */
  void catchUp() {
    fresh.clear();
    state.catchUp();
  }

  StateTopic topic() {
    return state;
  }

  static String nodeKey(String environment, String nodeId) {
    return NODE + environment + "/" + nodeId;
  }

  static String pendingKey(String environment, String nodeId) {
    return PENDING + environment + "/" + nodeId;
  }
}
