package io.tidemill.executor.statement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Glue's statements in memory: answers what the test scripted, in order. */
final class FakeStatementApi implements StatementApi {
  private final Map<String, Map<Integer, StatementStatus>> sessions = new LinkedHashMap<>();
  private final Deque<Function<String, Integer>> script = new ArrayDeque<>();
  private final List<String> sent = new ArrayList<>();
  private final List<Integer> cancelled = new ArrayList<>();
  private StatementStatus.State next = StatementStatus.State.AVAILABLE;
  private String text = answer("");
  private boolean gone;

  /** What the next statements print. */
  void prints(String answer) {
    text = answer;
  }

  /** The state in which statements are found from now on. */
  void leavesAs(StatementStatus.State state) {
    next = state;
  }

  /** What the next call of RunStatement does instead of succeeding. */
  void onRun(Function<String, Integer> behaviour) {
    script.add(behaviour);
  }

  void sessionsAreGone() {
    gone = true;
  }

  int accept(String sessionId, String code) {
    Map<Integer, StatementStatus> statements =
        sessions.computeIfAbsent(sessionId, id -> new LinkedHashMap<>());
    int id = statements.size();
    statements.put(id, status(id, next, code, text));
    return id;
  }

  void finish(String sessionId, int id, StatementStatus.State state) {
    Map<Integer, StatementStatus> statements = sessions.get(sessionId);
    statements.put(id, status(id, state, statements.get(id).code(), text));
  }

  List<String> sent() {
    return sent;
  }

  List<Integer> cancelled() {
    return cancelled;
  }

  static String answer(String steps) {
    return "WARN something\n<<tidemill:v1\n{\"ok\":true,\"steps\":[" + steps + "]}\ntidemill:v1>>";
  }

  @Override
  public int run(String region, String sessionId, String code) {
    sent.add(code);
    Function<String, Integer> behaviour = script.poll();
    return behaviour == null ? accept(sessionId, code) : behaviour.apply(code);
  }

  @Override
  public Optional<StatementStatus> find(String region, String sessionId, int statementId) {
    return gone
        ? Optional.empty()
        : Optional.ofNullable(sessions.getOrDefault(sessionId, Map.of()).get(statementId));
  }

  @Override
  public Optional<List<StatementStatus>> list(String region, String sessionId) {
    return gone
        ? Optional.empty()
        : Optional.of(List.copyOf(sessions.getOrDefault(sessionId, Map.of()).values()));
  }

  @Override
  public void cancel(String region, String sessionId, int statementId) {
    cancelled.add(statementId);
    finish(sessionId, statementId, StatementStatus.State.CANCELLED);
  }

  private static StatementStatus status(
      int id, StatementStatus.State state, String code, String text) {
    return new StatementStatus(
        id, state, code, false, text, "", "", List.of(), null, "request-" + id);
  }
}
