/** Glue interactive sessions and their statements. */
@NullMarked
package io.tidemill.glue.session;

import org.jspecify.annotations.NullMarked;
