/** What operators ask, written to Kafka for the engine, with a record of who asked. */
@NullMarked
package io.tidemill.planner.command;

import org.jspecify.annotations.NullMarked;
