package io.tidemill.executor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The executor service: takes tasks from Kafka, runs them on Glue sessions, tells what became of
 * them.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ExecutorApplication {

  /** Starts the service. */
  public static void main(String[] args) {
    SpringApplication.run(ExecutorApplication.class, args);
  }
}
