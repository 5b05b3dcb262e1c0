package io.tidemill.planner.api;

import io.tidemill.planner.command.CommandLog;
import io.tidemill.planner.project.Environments;
import io.tidemill.planner.view.ChangeFeed;
import io.tidemill.planner.view.LedgerView;
import io.tidemill.planner.view.RunsView;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the API together. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  JsonMapperBuilderCustomizer avroJson() {
    return builder -> builder.addModule(AvroJson.module());
  }

  @Bean
  RunCommands runCommands(Environments environments, CommandLog log, JsonMapper json) {
    return new RunCommands(environments, log, json);
  }

  @Bean
  Explanations explanations(LedgerView ledger, RunsView runs, Environments environments) {
    return new Explanations(ledger, runs, environments);
  }

  @Bean
  LiveStreams liveStreams(ChangeFeed feed) {
    return new LiveStreams(feed);
  }
}
