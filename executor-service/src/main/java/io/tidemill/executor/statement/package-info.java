/** Runs SQL on a Glue session: several steps travel in one statement, typed results come back. */
@NullMarked
package io.tidemill.executor.statement;

import org.jspecify.annotations.NullMarked;
