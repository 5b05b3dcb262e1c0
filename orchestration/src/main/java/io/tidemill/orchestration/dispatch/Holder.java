package io.tidemill.orchestration.dispatch;

import io.tidemill.orchestration.id.TaskId;

/** The one task that may work on a model in an environment. */
public record Holder(TaskId task) {}
