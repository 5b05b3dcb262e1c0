package io.tidemill.planner.view;

import io.tidemill.event.ModelPublished;
import io.tidemill.event.RunRecord;
import io.tidemill.event.RunState;
import io.tidemill.event.TaskRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs and their tasks, in bounded memory: finished runs are forgotten, the oldest first.
 * Thread-safe.
 */
public final class RunsView {
  private final int mostRuns;
  private final int mostTasks;
  private final Map<String, RunEntry> entries = new LinkedHashMap<>();
  private int tasks;

  public RunsView(int mostRuns, int mostTasks) {
    this.mostRuns = mostRuns;
    this.mostTasks = mostTasks;
  }

  synchronized void put(RunRecord run) {
    entry(run.getRunId()).run = run;
    forgetOldest();
  }

  synchronized void put(TaskRecord task) {
    if (entry(task.getRunId()).tasks.put(task.getNodeId(), task) == null) {
      tasks++;
    }
    forgetOldest();
  }

  synchronized void put(ModelPublished published) {
    entry(published.getRunId()).published.put(published.getNodeId(), published);
    forgetOldest();
  }

  /** Forgets a run, as its record was deleted. */
  synchronized void remove(String runId) {
    RunEntry removed = entries.remove(runId);
    if (removed != null) {
      tasks -= removed.tasks.size();
    }
  }

  /** Forgets a task, as its record was deleted. */
  synchronized void removeTask(String runId, String nodeId) {
    RunEntry known = entries.get(runId);
    if (known != null && known.tasks.remove(nodeId) != null) {
      tasks--;
    }
    if (known != null && known.run == null && known.tasks.isEmpty()) {
      entries.remove(runId);
    }
  }

  private RunEntry entry(String runId) {
    return entries.computeIfAbsent(runId, id -> new RunEntry());
  }

  private void forgetOldest() {
    if (entries.size() <= mostRuns && tasks <= mostTasks) {
      return;
    }
    Iterator<RunEntry> oldest = entries.values().iterator();
    while (oldest.hasNext() && (entries.size() > mostRuns || tasks > mostTasks)) {
      RunEntry entry = oldest.next();
      if (entry.isForgettable()) {
        tasks -= entry.tasks.size();
        oldest.remove();
      }
    }
  }

  /** Runs, the newest first. */
  public synchronized List<RunRecord> runs(
      @Nullable String environment, @Nullable RunState state, int limit) {
    return entries.values().stream()
        .map(entry -> entry.run)
        .filter(run -> run != null)
        .filter(run -> environment == null || run.getEnvironment().equals(environment))
        .filter(run -> state == null || run.getState() == state)
        .sorted(Comparator.comparing(RunRecord::getCreatedAt).reversed())
        .limit(limit)
        .toList();
  }

  /** One run with its tasks. */
  public synchronized Optional<RunDetail> run(String runId) {
    RunEntry entry = entries.get(runId);
    if (entry == null || entry.run == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RunDetail(
            entry.run,
            new ArrayList<>(entry.tasks.values()),
            new ArrayList<>(entry.published.values())));
  }

  /** Every time a node was in a run, the newest first. */
  public synchronized List<NodeRun> runsOf(String nodeId, @Nullable String environment, int limit) {
    List<NodeRun> found = new ArrayList<>();
    for (RunEntry entry : entries.values()) {
      TaskRecord task = entry.tasks.get(nodeId);
      RunRecord run = entry.run;
      if (task != null
          && run != null
          && (environment == null || run.getEnvironment().equals(environment))) {
        found.add(new NodeRun(run, task, Optional.ofNullable(entry.published.get(nodeId))));
      }
    }
    found.sort(Comparator.comparing((NodeRun node) -> node.run().getCreatedAt()).reversed());
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  /** A node in a run. */
  public record NodeRun(RunRecord run, TaskRecord task, Optional<ModelPublished> published) {}
}
