/** Talking to the planner's API, and saying what it answers as dbt would say it. */
@NullMarked
package io.tidemill.cli.api;

import org.jspecify.annotations.NullMarked;
