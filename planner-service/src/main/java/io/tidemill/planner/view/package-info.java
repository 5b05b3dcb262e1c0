/**
 * What the API answers from: runs, tasks, ledger and executors as their topics tell them, in
 * bounded memory.
 */
@NullMarked
package io.tidemill.planner.view;

import org.jspecify.annotations.NullMarked;
