package io.tidemill.schemas.serde;

import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Both directions, for Kafka Streams. Needs a constructor without arguments, as Kafka creates it by
 * name.
 */
public final class RegistryAvroSerde extends Serdes.WrapperSerde<GenericContainer> {
  public RegistryAvroSerde() {
    super(new RegistryAvroSerializer(), new RegistryAvroDeserializer());
  }
}
