/**
 * Project versions as the executor uses them: loaded once, rendered against the warehouse, their
 * SQL kept.
 */
@NullMarked
package io.tidemill.executor.project;

import org.jspecify.annotations.NullMarked;
