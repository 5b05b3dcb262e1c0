/**
 * Turns a dbt node into the statements and catalog changes that build it, per materialization and
 * format.
 */
@NullMarked
package io.tidemill.executor.materialization;

import org.jspecify.annotations.NullMarked;
