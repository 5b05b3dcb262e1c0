/**
 * The files dbt leaves in {@code target/}: run results, catalog, source freshness, semantic
 * manifest, graph summary, compiled SQL.
 */
@NullMarked
package io.tidemill.dbt.artifact;

import org.jspecify.annotations.NullMarked;
