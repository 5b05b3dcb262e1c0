/**
 * A Kafka broker and a schema registry for one machine, from Maven artifacts, with their data on
 * disk.
 */
@NullMarked
package io.tidemill.kafka;

import org.jspecify.annotations.NullMarked;
