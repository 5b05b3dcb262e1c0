/** The durable documents behind every service, changed in transactions. */
@NullMarked
package io.tidemill.glue.store;

import org.jspecify.annotations.NullMarked;
