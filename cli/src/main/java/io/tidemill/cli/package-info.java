/** The tidemill command: its verbs, options and exit codes. */
@NullMarked
package io.tidemill.cli;

import org.jspecify.annotations.NullMarked;
