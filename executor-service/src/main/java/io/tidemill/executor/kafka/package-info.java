/** Kafka as the executor uses it: what it reads without a group, what it writes and waits for. */
@NullMarked
package io.tidemill.executor.kafka;

import org.jspecify.annotations.NullMarked;
