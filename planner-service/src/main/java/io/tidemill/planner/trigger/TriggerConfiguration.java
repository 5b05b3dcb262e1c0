package io.tidemill.planner.trigger;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.planner.config.AwsProperties;
import io.tidemill.planner.config.PlannerProperties;
import io.tidemill.planner.config.Starting;
import io.tidemill.planner.config.Ulid;
import io.tidemill.planner.topic.EventLog;
import io.tidemill.planner.topic.KafkaClients;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Puts together the ways in that the configuration asks for. */
@Configuration(proxyBeanMethods = false)
class TriggerConfiguration {

  @Bean
  TriggerLog triggerLog(EventLog log, PlannerProperties planner, MeterRegistry meters) {
    return new KafkaTriggerLog(log, planner.fleet(), meters);
  }

  @Bean
  TriggerIntake triggerIntake(TriggerLog log, Clock clock) {
    return new TriggerIntake(new EventReader(clock, Ulid::next), log);
  }

  @Bean
  @Order(40)
  Ingestors ingestors(
      PlannerProperties planner,
      LandingProperties landing,
      TriggerProperties properties,
      AwsProperties aws,
      KafkaClients kafka,
      TriggerLog log,
      TriggerIntake intake,
      TriggerSources sources,
      Clock clock) {
    List<Starting> ingestors = new ArrayList<>();
    if (landing.lakeRoot() != null) {
      ingestors.add(
          new LandingWatcher(
              landing.lakeRoot(),
              landing,
              () -> locations(landing, sources),
              planner.stateDir().resolve("landing.announced"),
              log,
              Ulid::next,
              clock));
    }
    URI queue = properties.sqs().queueUrl();
    if (queue != null) {
      ingestors.add(new SqsIngestor(sqsClient(aws), queue, intake));
    }
    if (!properties.topics().isEmpty()) {
      ingestors.add(
          new UpstreamTopics(
              () -> kafka.member("tidemill-" + planner.fleet() + "-upstream"),
              properties.topics(),
              log,
              Ulid::next,
              clock));
    }
    ingestors.add(
        new ScheduleIngestor(
            () -> schedules(properties, sources),
            planner.stateDir().resolve("schedules.fired"),
            log,
            Ulid::next,
            clock));
    return new Ingestors(ingestors);
  }

  private static Collection<LandingLocation> locations(
      LandingProperties landing, TriggerSources sources) {
    List<LandingLocation> locations = new ArrayList<>(sources.landingLocations());
    landing.locations().forEach(uri -> locations.add(LandingLocation.parse(uri)));
    return locations;
  }

  private static Collection<Schedule> schedules(
      TriggerProperties properties, TriggerSources sources) {
    List<Schedule> schedules = new ArrayList<>(sources.schedules());
    properties.schedules().forEach(configured -> schedules.add(Schedule.of(configured)));
    return schedules;
  }

  private static SqsClient sqsClient(AwsProperties aws) {
    SqsClientBuilder builder = SqsClient.builder();
    @Nullable String region = aws.region();
    if (region != null) {
      builder.region(Region.of(region));
    }
    if (aws.endpoint() != null) {
      builder
          .endpointOverride(aws.endpoint())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
    return builder.build();
  }
}
