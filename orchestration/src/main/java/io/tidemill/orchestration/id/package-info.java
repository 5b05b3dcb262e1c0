/** Identifiers of everything the planner decides about. */
@NullMarked
package io.tidemill.orchestration.id;

import org.jspecify.annotations.NullMarked;
