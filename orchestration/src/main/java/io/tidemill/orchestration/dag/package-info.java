/** The immutable dependency graph of one project version and the part of it that a run executes. */
@NullMarked
package io.tidemill.orchestration.dag;

import org.jspecify.annotations.NullMarked;
