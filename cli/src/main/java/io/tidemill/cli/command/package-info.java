/** The verbs of the tidemill command, one class each. */
@NullMarked
package io.tidemill.cli.command;

import org.jspecify.annotations.NullMarked;
