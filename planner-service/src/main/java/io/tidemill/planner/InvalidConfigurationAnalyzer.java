package io.tidemill.planner;

import io.tidemill.planner.config.InvalidConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting is wrong in place of a stack trace. */
final class InvalidConfigurationAnalyzer
    extends AbstractFailureAnalyzer<InvalidConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, InvalidConfigurationException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()), "Change the setting " + cause.key(), failure);
  }
}
