package io.tidemill.planner;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

/** Ends the process when the planner cannot do its work, with the exit code that says why. */
final class ExitOnFailure implements ApplicationListener<PayloadApplicationEvent<StartupFailed>> {

  @Override
  public void onApplicationEvent(PayloadApplicationEvent<StartupFailed> event) {
    if (event.getSource() instanceof ConfigurableApplicationContext context) {
      int code = event.getPayload().exitCode();
      // On a thread of its own: closing the context stops the one that found the failure.
      new Thread(() -> System.exit(SpringApplication.exit(context, () -> code)), "exit").start();
    }
  }
}
