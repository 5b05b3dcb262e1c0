/**
 * The topics of Tidemill: their names, settings, header names and the check that they exist as
 * configured.
 */
@NullMarked
package io.tidemill.schemas;

import org.jspecify.annotations.NullMarked;
