package io.tidemill.planner;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the planner service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PlannerApplication {

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(PlannerApplication.class);
    application.addListeners(new ExitOnFailure());
    application.run(arguments);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
