package io.tidemill.executor.session;

import io.tidemill.executor.error.ExecutorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Glue's sessions in memory: READY at once unless told otherwise. */
public final class FakeSessions implements Sessions {
  private final Map<String, SessionStatus> sessions = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
  private final List<String> stopped = new ArrayList<>();
  private SessionState born = SessionState.READY;
  private Supplier<ExecutorException> refusal = () -> null;

  public synchronized void bornAs(SessionState state) {
    born = state;
  }

  public synchronized void refuse(Supplier<ExecutorException> failure) {
    refusal = failure;
  }

  public synchronized void become(String id, SessionState state) {
    sessions.put(id, status(id, state));
  }

  public synchronized List<String> ids() {
    return List.copyOf(sessions.keySet());
  }

  public synchronized List<String> stopped() {
    return List.copyOf(stopped);
  }

  public synchronized void existing(String id, Map<String, String> itsTags) {
    sessions.put(id, status(id, SessionState.READY));
    tags.put(id, itsTags);
  }

  @Override
  public synchronized void create(String id, SessionSpec spec, Map<String, String> ownerTags) {
    ExecutorException failure = refusal.get();
    if (failure != null) {
      throw failure;
    }
    sessions.put(id, status(id, born));
    tags.put(id, ownerTags);
  }

  @Override
  public synchronized Optional<SessionStatus> find(String region, String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized List<SessionStatus> list(String region, Map<String, String> wanted) {
    return sessions.values().stream()
        .filter(session -> session.state().alive())
        .filter(
            session ->
                tags.getOrDefault(session.id(), Map.of()).entrySet().containsAll(wanted.entrySet()))
        .toList();
  }

  @Override
  public synchronized void stop(String region, String id) {
    stopped.add(id);
    become(id, SessionState.STOPPED);
  }

  private static SessionStatus status(String id, SessionState state) {
    return new SessionStatus(id, state, Instant.EPOCH, "G.1X", 2, 0, null);
  }
}
