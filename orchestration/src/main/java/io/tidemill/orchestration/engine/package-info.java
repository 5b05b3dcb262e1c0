/** The decisions: from state, input and time to events and effects, without clock or I/O. */
@NullMarked
package io.tidemill.orchestration.engine;

import org.jspecify.annotations.NullMarked;
