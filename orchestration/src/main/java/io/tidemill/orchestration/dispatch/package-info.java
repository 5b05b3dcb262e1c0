/** Executors, leases and permits: where a ready task may run, and how failures are retried. */
@NullMarked
package io.tidemill.orchestration.dispatch;

import org.jspecify.annotations.NullMarked;
