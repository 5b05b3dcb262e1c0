/**
 * The HTTP interface under {@code /v1}: questions answered from the view, commands written to
 * Kafka.
 */
@NullMarked
package io.tidemill.planner.api;

import org.jspecify.annotations.NullMarked;
