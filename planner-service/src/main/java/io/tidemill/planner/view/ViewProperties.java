package io.tidemill.planner.view;

import static io.tidemill.planner.config.InvalidConfigurationException.require;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the API remembers. What is older stays on the topics.
 *
 * @param runs finished runs at most
 * @param tasks tasks of all runs at most; whole finished runs go, the oldest first
 * @param ledger triggers at most
 */
@ConfigurationProperties("tidemill.view")
public record ViewProperties(
    @DefaultValue("1000") int runs,
    @DefaultValue("200000") int tasks,
    @DefaultValue("20000") int ledger) {
  public ViewProperties {
    require(
        runs > 0 && tasks > 0 && ledger > 0,
        "tidemill.view",
        "Expected the limits of tidemill.view to be above zero, but they are %d, %d and %d"
            .formatted(runs, tasks, ledger));
  }
}
