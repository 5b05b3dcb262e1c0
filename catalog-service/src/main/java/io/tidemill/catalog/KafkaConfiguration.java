package io.tidemill.catalog;

import io.tidemill.catalog.state.EventCodec;
import io.tidemill.catalog.state.KafkaAuditTrail;
import io.tidemill.catalog.state.KafkaClients;
import io.tidemill.catalog.state.KafkaLedger;
import io.tidemill.catalog.state.StateTopic;
import io.tidemill.catalog.state.TopicsInPlace;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kafka clients and what is kept in Kafka. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

  @Bean
  KafkaClients kafkaClients(KafkaProperties properties, KafkaConnectionDetails connection) {
    return new KafkaClients(properties, connection);
  }

  @Bean
  EventCodec eventCodec(KafkaProperties properties) {
    Map<String, Object> writing = properties.buildProducerProperties();
    Map<String, Object> reading = properties.buildConsumerProperties();
    // The serializer's class is the user's choice, so that it can only be made by reflection.
    @SuppressWarnings("unchecked")
    Serializer<? super GenericContainer> serializer =
        Utils.newInstance(properties.getProducer().getValueSerializer(), Serializer.class);
    Deserializer<?> deserializer =
        Utils.newInstance(properties.getConsumer().getValueDeserializer(), Deserializer.class);
    serializer.configure(writing, false);
    deserializer.configure(reading, false);
    return new EventCodec(serializer, deserializer);
  }

  @Bean
  TopicsInPlace topicsInPlace(
      KafkaClients clients, CatalogProperties catalog, SharedProperties shared, Clock clock) {
    return new TopicsInPlace(clients, catalog.stateTopic(), shared.replication(), clock);
  }

  @Bean
  Producer<String, byte[]> plainProducer(KafkaClients clients) {
    return clients.producer();
  }

  @Bean
  StateTopic stateTopic(
      KafkaClients clients, CatalogProperties catalog, Producer<String, byte[]> plainProducer) {
    return new StateTopic(
        catalog.stateTopic(), clients.reader(catalog.group() + "-state", 1000), plainProducer);
  }

  @Bean
  KafkaLedger ledger(StateTopic state) {
    return new KafkaLedger(state);
  }

  @Bean
  KafkaAuditTrail auditTrail(
      Producer<String, byte[]> plainProducer, EventCodec codec, Clock clock) {
    return new KafkaAuditTrail(plainProducer, codec, clock);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
