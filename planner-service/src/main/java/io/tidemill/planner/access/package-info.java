/** Who may call the API: tokens and roles, and the refusal to start open to everyone. */
@NullMarked
package io.tidemill.planner.access;

import org.jspecify.annotations.NullMarked;
