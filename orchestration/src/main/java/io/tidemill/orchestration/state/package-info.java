/** The port to the planner's state: small rows by typed, ordered keys. */
@NullMarked
package io.tidemill.orchestration.state;

import org.jspecify.annotations.NullMarked;
