/** A project version as one content-addressed file that services pass around by digest. */
@NullMarked
package io.tidemill.dbt.bundle;

import org.jspecify.annotations.NullMarked;
