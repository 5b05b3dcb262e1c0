package io.tidemill.executor.task;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.aws.AwsProperties;
import io.tidemill.executor.kafka.EventCodec;
import io.tidemill.executor.kafka.KafkaClients;
import io.tidemill.executor.materialization.Lake;
import io.tidemill.executor.materialization.Materializer;
import io.tidemill.executor.project.Projects;
import io.tidemill.executor.session.PoolProperties;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.Sessions;
import io.tidemill.executor.statement.HelperInstaller;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;

/**
 * An executor put together as the service does it, with a project and a materializer of the test's.
 */
final class TestExecutor implements AutoCloseable {
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final SessionPool pool;
  final ExecutorNode node;
  private final Producer<String, byte[]> producer;
  private final AwsClients clients;
  private final long incarnation;

  /** What differs from test to test. */
  record Options(
      String fleet,
      String id,
      int slots,
      URI aws,
      Path artifacts,
      Duration drain,
      PoolProperties.OnShutdown onShutdown) {
    static Options of(String fleet, String id, Path artifacts) {
      return new Options(
          fleet,
          id,
          2,
          URI.create("http://127.0.0.1:1"),
          artifacts,
          Duration.ofSeconds(20),
          PoolProperties.OnShutdown.STOP);
    }

    Options withAws(URI endpoint) {
      return new Options(fleet, id, slots, endpoint, artifacts, drain, onShutdown);
    }

    Options withDrain(Duration timeout) {
      return new Options(fleet, id, slots, aws, artifacts, timeout, onShutdown);
    }

    Options keepingSessions() {
      return new Options(fleet, id, slots, aws, artifacts, drain, PoolProperties.OnShutdown.KEEP);
    }
  }

  TestExecutor(TestKafka kafka, Options options, TestProject project, Materializer materializer) {
    this(kafka, options, digest -> project, lake -> materializer);
  }

  TestExecutor(
      TestKafka kafka,
      Options options,
      Projects projects,
      Function<Lake, Materializer> materializers) {
    ExecutorConfiguration configuration = new ExecutorConfiguration();
    Clock clock = Clock.systemUTC();
    ExecutorProperties properties =
        new ExecutorProperties(
            options.id(),
            options.slots(),
            new PoolProperties(
                0,
                0,
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2),
                Duration.ofSeconds(60),
                2,
                options.onShutdown()),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            options.drain(),
            Duration.ofMinutes(5),
            262_144,
            Duration.ofMillis(20),
            Duration.ofSeconds(1));
    Identity identity = new Identity(options.fleet(), options.id(), clock.millis());
    incarnation = identity.incarnation();
    KafkaClients kafkaClients = kafka.clients();
    EventCodec codec = kafkaClients.codec();
    AwsProperties aws =
        new AwsProperties(
            options.aws(), "us-east-1", Duration.ofSeconds(2), Duration.ofSeconds(20));
    clients = new AwsClients(aws);
    AwsCaller caller = configuration.awsCaller(metrics);
    Sessions sessions = configuration.sessions(clients, caller);
    HelperInstaller installer =
        configuration.helperInstaller(clients, caller, sessions, properties, clock);
    pool = configuration.sessionPool(sessions, installer, identity, properties, clock, metrics);
    producer = kafkaClients.producer();
    Slots slots = configuration.slots(properties);
    LeaseGuard guard = configuration.leaseGuard(properties, clock);
    TaskMetrics taskMetrics = configuration.taskMetrics(metrics);
    ModelEvents events = configuration.modelEvents(producer, codec, identity, clock);
    Announcer announcer =
        configuration.announcer(producer, codec, identity, slots, pool, guard, properties, clock);
    AttemptFactory attempts =
        configuration.attemptFactory(
            clients, caller, sessions, pool, installer, events, guard, properties, clock);
    TaskRunner runner =
        new TaskRunner(
            projects, materializers, attempts, events, options.artifacts(), taskMetrics, clock);
    TaskIntake intake =
        configuration.taskIntake(
            identity, codec, slots, guard, runner, events, announcer, taskMetrics);
    node =
        configuration.executorNode(
            identity,
            kafkaClients,
            producer,
            slots,
            pool,
            announcer,
            intake,
            configuration.neighbours(codec, clock),
            properties,
            aws,
            metrics);
    node.start();
  }

  long incarnation() {
    return incarnation;
  }

  @Override
  public void close() {
    if (node.isRunning()) {
      node.stop();
    }
    producer.close();
    clients.close();
  }
}
