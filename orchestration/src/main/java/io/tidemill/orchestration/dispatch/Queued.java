package io.tidemill.orchestration.dispatch;

import io.tidemill.orchestration.id.TaskId;

/**
 * A place in a queue of ready or held tasks.
 *
 * @param sessionSpec the session spec the task needs
 */
public record Queued(TaskId task, String sessionSpec) {}
