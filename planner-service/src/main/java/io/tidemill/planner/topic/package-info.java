/**
 * The planner's side of Kafka: clients by configuration, topics created or verified, records
 * acknowledged.
 */
@NullMarked
package io.tidemill.planner.topic;

import org.jspecify.annotations.NullMarked;
