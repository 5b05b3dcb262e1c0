/**
 * The pool of Glue sessions: what a session is made of, who has it, what it costs, when it goes.
 */
@NullMarked
package io.tidemill.executor.session;

import org.jspecify.annotations.NullMarked;
