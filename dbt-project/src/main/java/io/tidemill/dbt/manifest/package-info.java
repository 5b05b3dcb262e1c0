/** The content of dbt's manifest.json as immutable records. */
@NullMarked
package io.tidemill.dbt.manifest;

import org.jspecify.annotations.NullMarked;
