package io.tidemill.executor.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsProperties;
import io.tidemill.executor.aws.Sleeper;
import io.tidemill.executor.kafka.EventCodec;
import io.tidemill.executor.kafka.FleetReader;
import io.tidemill.executor.kafka.KafkaClients;
import io.tidemill.executor.materialization.DbtMaterializer;
import io.tidemill.executor.project.BundleProjects;
import io.tidemill.executor.project.Projects;
import io.tidemill.executor.session.GlueSessions;
import io.tidemill.executor.session.SessionOwner;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.Sessions;
import io.tidemill.executor.statement.GlueStatementApi;
import io.tidemill.executor.statement.HelperInstaller;
import io.tidemill.executor.statement.PollSchedule;
import io.tidemill.executor.statement.StatementSettings;
import io.tidemill.executor.statement.StatementWatch;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import io.tidemill.schemas.TopicsAtStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the executor together. */
@Configuration(proxyBeanMethods = false)
class ExecutorConfiguration {
  private static final Logger log = LoggerFactory.getLogger(ExecutorConfiguration.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Identity identity(ExecutorProperties properties, SharedProperties shared, Clock clock)
      throws UnknownHostException {
    String id =
        properties.id() == null ? InetAddress.getLocalHost().getHostName() : properties.id();
    return new Identity(shared.fleet(), id, clock.millis());
  }

  @Bean
  KafkaClients kafkaClients(KafkaProperties properties, KafkaConnectionDetails connection) {
    return new KafkaClients(properties, connection);
  }

  @Bean
  EventCodec eventCodec(KafkaClients kafka) {
    return kafka.codec();
  }

  /** Depends on the topics being there: a producer that meets none waits for a minute. */
  @Bean(destroyMethod = "close")
  Producer<String, byte[]> producer(KafkaClients kafka, SharedProperties shared, Clock clock)
      throws InterruptedException {
    try (Admin admin = kafka.admin()) {
      List<String> created =
          TopicsAtStart.await(
              admin,
              kafka.bootstrapServers(),
              new TopicProvisioner(admin, shared.replication()),
              Topics.all(),
              shared.startupLimit(),
              clock);
      if (!created.isEmpty()) {
        log.info("Created topics {}", created);
      }
    }
    return kafka.producer();
  }

  @Bean
  AwsClients awsClients(AwsProperties properties) {
    return new AwsClients(properties);
  }

  @Bean
  AwsCaller awsCaller(MeterRegistry metrics) {
    return new AwsCaller(metrics, Sleeper.SYSTEM);
  }

  @Bean
  Sessions sessions(AwsClients clients, AwsCaller aws) {
    return new GlueSessions(clients, aws);
  }

  @Bean
  HelperInstaller helperInstaller(
      AwsClients clients,
      AwsCaller aws,
      Sessions sessions,
      ExecutorProperties properties,
      Clock clock) {
    GlueStatementApi api = new GlueStatementApi(clients, aws);
    StatementWatch watch =
        new StatementWatch(api, sessions, polling(properties), Duration.ZERO, clock);
    return new HelperInstaller(api, watch, properties.statementTimeout(), clock);
  }

  @Bean
  SessionPool sessionPool(
      Sessions sessions,
      HelperInstaller installer,
      Identity identity,
      ExecutorProperties properties,
      Clock clock,
      MeterRegistry metrics) {
    ExecutorService background = Executors.newCachedThreadPool(threads("session"));
    return new SessionPool(
        sessions,
        installer,
        new SessionOwner(identity.fleet(), identity.executorId()),
        properties.pool(),
        properties.slots(),
        background,
        clock,
        Sleeper.SYSTEM,
        metrics);
  }

  @Bean
  Projects projects(SharedProperties shared) {
    return new BundleProjects(
        shared.bundles().folder(), shared.artifacts().folder().resolveSibling("project-cache"));
  }

  @Bean
  Slots slots(ExecutorProperties properties) {
    return new Slots(properties.slots());
  }

  @Bean
  LeaseGuard leaseGuard(ExecutorProperties properties, Clock clock) {
    return new LeaseGuard(properties.leaseTimeout(), clock);
  }

  @Bean
  TaskMetrics taskMetrics(MeterRegistry metrics) {
    return new TaskMetrics(metrics);
  }

  @Bean
  ModelEvents modelEvents(
      Producer<String, byte[]> producer, EventCodec codec, Identity identity, Clock clock) {
    return new ModelEvents(producer, codec, identity.fleet(), identity.executorId(), clock);
  }

  @Bean
  Announcer announcer(
      Producer<String, byte[]> producer,
      EventCodec codec,
      Identity identity,
      Slots slots,
      SessionPool pool,
      LeaseGuard guard,
      ExecutorProperties properties,
      Clock clock) {
    return new Announcer(
        producer, codec, identity, slots, pool, guard, properties.heartbeat(), clock);
  }

  @Bean
  AttemptFactory attemptFactory(
      AwsClients clients,
      AwsCaller aws,
      Sessions sessions,
      SessionPool pool,
      HelperInstaller installer,
      ModelEvents events,
      LeaseGuard guard,
      ExecutorProperties properties,
      Clock clock) {
    StatementSettings settings =
        new StatementSettings(
            properties.statementTimeout(), properties.resultBytes(), polling(properties));
    return new AttemptFactory(
        clients, aws, sessions, pool, installer, events, guard, settings, clock);
  }

  @Bean
  TaskRunner taskRunner(
      Projects projects,
      AttemptFactory attempts,
      ModelEvents events,
      SharedProperties shared,
      TaskMetrics metrics,
      Clock clock) {
    return new TaskRunner(
        projects,
        DbtMaterializer::new,
        attempts,
        events,
        shared.artifacts().folder(),
        metrics,
        clock);
  }

  @Bean
  TaskIntake taskIntake(
      Identity identity,
      EventCodec codec,
      Slots slots,
      LeaseGuard guard,
      TaskRunner runner,
      ModelEvents events,
      Announcer announcer,
      TaskMetrics metrics) {
    ExecutorService threads = Executors.newCachedThreadPool(threads("task"));
    return new TaskIntake(
        identity, codec, slots, guard, runner, events, announcer, threads, metrics);
  }

  @Bean
  Neighbours neighbours(EventCodec codec, Clock clock) {
    return new Neighbours(codec, clock);
  }

  @Bean
  ExecutorNode executorNode(
      Identity identity,
      KafkaClients kafka,
      Producer<String, byte[]> producer,
      Slots slots,
      SessionPool pool,
      Announcer announcer,
      TaskIntake intake,
      Neighbours neighbours,
      ExecutorProperties properties,
      AwsProperties aws,
      MeterRegistry metrics) {
    ScheduledExecutorService upkeep = Executors.newScheduledThreadPool(1, threads("upkeep"));
    return new ExecutorNode(
        identity,
        slots,
        pool,
        announcer,
        intake,
        reader(kafka, producer, identity, List.of(Topics.MODEL_READY), metrics),
        reader(kafka, producer, identity, ExecutorNode.controlTopics(), metrics),
        neighbours,
        upkeep,
        aws.region() == null ? "" : aws.region(),
        properties.drainTimeout());
  }

  private static FleetReader reader(
      KafkaClients kafka,
      Producer<String, byte[]> producer,
      Identity identity,
      List<String> topics,
      MeterRegistry metrics) {
    return new FleetReader(kafka.ungroupedConsumer(), producer, identity.fleet(), topics, metrics);
  }

  private static PollSchedule polling(ExecutorProperties properties) {
    return new PollSchedule(properties.firstPoll(), properties.longestPoll());
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
