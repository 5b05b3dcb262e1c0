/** What the service remembers between events: a compacted Kafka topic, read into memory. */
@NullMarked
package io.tidemill.catalog.state;

import org.jspecify.annotations.NullMarked;
