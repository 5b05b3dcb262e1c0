package io.tidemill.planner;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.orchestration.engine.Policy;
import io.tidemill.planner.config.PlannerProperties;
import io.tidemill.planner.project.ProjectVersions;
import io.tidemill.planner.run.EngineSettings;
import io.tidemill.planner.run.PlannerEngine;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the engine together with the service's settings. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  @Order(30)
  Engine engine(
      PlannerProperties planner,
      EngineProperties engine,
      KafkaProperties kafka,
      ProjectVersions projects,
      MeterRegistry meters,
      Clock clock,
      @Value("${tidemill.kafka.replication:-1}") short replication) {
    EngineSettings settings =
        new EngineSettings(
            engine.applicationId(),
            planner.stateDir().resolve("engine"),
            engine.threads(),
            engine.standbys(),
            replication,
            engine.commitInterval(),
            engine.sessionTimeout(),
            engine.tick(),
            clientSettings(kafka));
    Policy policy = Policy.DEFAULT.withPools(engine.pools());
    EngineMetrics metrics = new EngineMetrics(meters);
    return new Engine(() -> new PlannerEngine(settings, projects, policy, metrics, clock));
  }

  /** What all clients share, and the classes that write and read Avro. */
  private static Map<String, String> clientSettings(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
    settings.remove("client.id");
    settings.put("value.serializer", kafka.getProducer().getValueSerializer());
    settings.put("value.deserializer", kafka.getConsumer().getValueDeserializer());
    Map<String, String> texts = new HashMap<>();
    settings.forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
  }
}
