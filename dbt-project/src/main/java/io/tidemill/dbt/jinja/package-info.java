/**
 * Renders dbt's dialect of Jinja with Python's value semantics, byte for byte as Jinja2 3.1 does.
 */
@NullMarked
package io.tidemill.dbt.jinja;

import org.jspecify.annotations.NullMarked;
