package io.tidemill.planner.topic;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the planner's Kafka clients together. */
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

  @Bean
  KafkaClients kafkaClients(KafkaProperties properties) {
    return new KafkaClients(properties);
  }

  @Bean
  TopicGate topicGate() {
    return new TopicGate();
  }

  @Bean
  EventLog eventLog(KafkaClients clients, TopicGate gate) {
    return new EventLog(clients, gate);
  }

  @Bean
  TopicPreparation topicPreparation(
      KafkaClients clients,
      TopicGate gate,
      Clock clock,
      @Value("${tidemill.kafka.replication:-1}") short replication) {
    return new TopicPreparation(clients, gate, clock, replication);
  }
}
