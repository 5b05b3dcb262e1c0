/** Avro in the Confluent wire format against a Confluent-compatible schema registry. */
@NullMarked
package io.tidemill.schemas.serde;

import org.jspecify.annotations.NullMarked;
