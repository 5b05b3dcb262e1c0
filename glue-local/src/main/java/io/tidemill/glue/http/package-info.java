/** The HTTP front: tells the services apart, counts calls, injects faults. */
@NullMarked
package io.tidemill.glue.http;

import org.jspecify.annotations.NullMarked;
