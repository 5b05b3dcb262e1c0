/** The warehouse as this process asks it: the Glue catalog, and a Glue session of its own. */
@NullMarked
package io.tidemill.cli.warehouse;

import org.jspecify.annotations.NullMarked;
