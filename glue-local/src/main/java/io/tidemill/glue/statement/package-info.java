/** The protocol in which a statement carries SQL steps and answers with their results. */
@NullMarked
package io.tidemill.glue.statement;

import org.jspecify.annotations.NullMarked;
