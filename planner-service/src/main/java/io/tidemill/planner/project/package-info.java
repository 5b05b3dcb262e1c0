/**
 * Environments: dbt projects read, packed, deployed, and asked which landing concerns which source.
 */
@NullMarked
package io.tidemill.planner.project;

import org.jspecify.annotations.NullMarked;
