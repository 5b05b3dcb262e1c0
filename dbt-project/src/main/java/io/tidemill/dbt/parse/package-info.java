/** Turns the files of a project into a manifest, rendering their Jinja once without a warehouse. */
@NullMarked
package io.tidemill.dbt.parse;

import org.jspecify.annotations.NullMarked;
