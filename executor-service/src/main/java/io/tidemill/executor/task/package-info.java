/**
 * The way of a task through the executor: announced slots, taken, settled, run, told of, given
 * back.
 */
@NullMarked
package io.tidemill.executor.task;

import org.jspecify.annotations.NullMarked;
