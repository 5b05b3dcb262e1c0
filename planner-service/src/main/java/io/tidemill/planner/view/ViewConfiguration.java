package io.tidemill.planner.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.planner.topic.KafkaClients;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the views together. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

  @Bean
  RunsView runsView(ViewProperties properties) {
    return new RunsView(properties.runs(), properties.tasks());
  }

  @Bean
  LedgerView ledgerView(ViewProperties properties) {
    return new LedgerView(properties.ledger());
  }

  @Bean
  ExecutorsView executorsView() {
    return new ExecutorsView();
  }

  @Bean
  ChangeFeed changeFeed() {
    return new ChangeFeed();
  }

  @Bean
  @Order(10)
  ViewReader viewReader(
      KafkaClients clients,
      RunsView runs,
      LedgerView ledger,
      ExecutorsView executors,
      ChangeFeed feed,
      MeterRegistry meters,
      Clock clock) {
    return new ViewReader(clients, runs, ledger, executors, feed, meters, clock);
  }
}
