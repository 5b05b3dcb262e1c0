/** The planner's engine: Kafka Streams around the pure decisions of the orchestration module. */
@NullMarked
package io.tidemill.planner.run;

import org.jspecify.annotations.NullMarked;
