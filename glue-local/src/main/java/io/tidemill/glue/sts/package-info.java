/** The two STS actions that clients call before they start. */
@NullMarked
package io.tidemill.glue.sts;

import org.jspecify.annotations.NullMarked;
