/** A local AWS endpoint over real Apache Spark: its entry point and its wiring. */
@NullMarked
package io.tidemill.glue;

import org.jspecify.annotations.NullMarked;
