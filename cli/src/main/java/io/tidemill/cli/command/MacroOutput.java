package io.tidemill.cli.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tidemill.cli.api.DbtLog;
import org.slf4j.LoggerFactory;

/** Leads what macros log and print to a command's log. */
final class MacroOutput {
  private static final String MACROS = "io.tidemill.dbt.log";

  private MacroOutput() {}

  static void to(DbtLog log, boolean prints) {
    if (!(LoggerFactory.getLogger(MACROS) instanceof Logger logger)) {
      return;
    }
    logger.detachAndStopAllAppenders();
    logger.setAdditive(false);
    logger.setLevel(prints ? Level.INFO : Level.OFF);
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            log.info(event.getFormattedMessage());
          }
        };
    appender.start();
    logger.addAppender(appender);
  }
}
