/** The service over HTTP: plans, what was applied, drift, and what waits to be published. */
@NullMarked
package io.tidemill.catalog.api;

import org.jspecify.annotations.NullMarked;
