package io.tidemill.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemill.catalog.AwsConfiguration.Account;
import io.tidemill.catalog.CatalogProperties.PermissionProperties;
import io.tidemill.catalog.completion.CompletionFlow;
import io.tidemill.catalog.completion.CompletionWorker;
import io.tidemill.catalog.completion.Memory;
import io.tidemill.catalog.lineage.CompiledSql;
import io.tidemill.catalog.lineage.DatasetNames;
import io.tidemill.catalog.lineage.FileLineageSink;
import io.tidemill.catalog.lineage.HttpLineageSink;
import io.tidemill.catalog.lineage.LineageEvents;
import io.tidemill.catalog.lineage.LineageForwarder;
import io.tidemill.catalog.lineage.LineageSink;
import io.tidemill.catalog.permission.AuditTrail;
import io.tidemill.catalog.permission.Backoff;
import io.tidemill.catalog.permission.Governance;
import io.tidemill.catalog.permission.Guards;
import io.tidemill.catalog.permission.Ledger;
import io.tidemill.catalog.permission.Mode;
import io.tidemill.catalog.permission.Pause;
import io.tidemill.catalog.permission.Permissions;
import io.tidemill.catalog.permission.Principal;
import io.tidemill.catalog.permission.Principals;
import io.tidemill.catalog.permission.Reconciler;
import io.tidemill.catalog.project.BundleProjects;
import io.tidemill.catalog.project.Projects;
import io.tidemill.catalog.state.EventCodec;
import io.tidemill.catalog.state.KafkaClients;
import io.tidemill.catalog.state.StateTopic;
import io.tidemill.catalog.state.TopicsInPlace;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the flow together: projects, permissions, lineage, publication. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {
  private static final Backoff VERIFICATION =
      new Backoff(8, Duration.ofMillis(500), Duration.ofSeconds(8));
  private static final Backoff SINK = new Backoff(1, Duration.ofSeconds(1), Duration.ofMinutes(1));

  @Bean
  Projects projects(SharedProperties shared, CatalogProperties catalog) {
    return new BundleProjects(shared.bundles().folder(), catalog.cache());
  }

  @Bean
  Guards guards(CatalogProperties catalog) {
    PermissionProperties permission = catalog.permission();
    Set<Principal> protectedPrincipals =
        permission.protectedPrincipals().stream().map(Principal::of).collect(Collectors.toSet());
    return new Guards(protectedPrincipals, Set.of(), permission.mostPrincipalsRevoked());
  }

  @Bean
  Reconciler reconciler(
      Permissions permissions,
      Ledger ledger,
      AuditTrail audit,
      CatalogProperties catalog,
      Clock clock) {
    PermissionProperties permission = catalog.permission();
    Backoff retries =
        new Backoff(permission.tries(), permission.firstWait(), permission.longestWait());
    return new Reconciler(
        permissions,
        ledger,
        audit,
        new Reconciler.Settings(retries, VERIFICATION, permission.trustedFor()),
        clock,
        Pause.real(),
        random());
  }

  @Bean
  Governance governance(
      Reconciler reconciler,
      SharedProperties shared,
      Account account,
      Guards guards,
      CatalogProperties catalog) {
    return new Governance(
        reconciler,
        new Principals(shared.principals(), account.id()),
        guards,
        Mode.of(catalog.permission().mode()),
        catalog.permission().enabled());
  }

  @Bean
  Memory memory(StateTopic state) {
    return new Memory(state);
  }

  @Bean
  LineageEvents lineageEvents(
      LineageProperties lineage, AwsProperties aws, Account account, Memory memory) {
    return new LineageEvents(
        lineage.producer(),
        lineage.namespace(),
        new DatasetNames(aws.region(), account.id(), Pattern.compile(lineage.versionPattern())),
        memory,
        new CompiledSql());
  }

  @Bean
  CompletionWorker completionWorker(
      KafkaClients clients,
      TopicsInPlace topics,
      EventCodec codec,
      Projects projects,
      Governance governance,
      LineageEvents lineage,
      AuditTrail audit,
      Memory memory,
      CatalogProperties catalog,
      MeterRegistry metrics,
      Clock clock) {
    return new CompletionFlow(
            clients, topics, codec, projects, governance, lineage, audit, memory, metrics, clock)
        .worker(
            catalog.group(),
            catalog.instance(),
            catalog.batch(),
            catalog.parallelism(),
            catalog.retry().first(),
            catalog.retry().longest());
  }

  @Bean
  @ConditionalOnProperty("tidemill.lineage.file")
  LineageForwarder fileLineage(
      LineageProperties lineage,
      TopicsInPlace topics,
      KafkaClients clients,
      CatalogProperties catalog,
      Producer<String, byte[]> plainProducer,
      MeterRegistry metrics) {
    LineageSink sink = new FileLineageSink(Objects.requireNonNull(lineage.file()));
    return forwarder(sink, topics, clients, catalog, plainProducer, metrics);
  }

  @Bean
  @ConditionalOnProperty("tidemill.lineage.http")
  LineageForwarder httpLineage(
      LineageProperties lineage,
      TopicsInPlace topics,
      KafkaClients clients,
      CatalogProperties catalog,
      Producer<String, byte[]> plainProducer,
      MeterRegistry metrics) {
    LineageSink sink =
        new HttpLineageSink(
            Objects.requireNonNull(lineage.http()), lineage.httpHeaders(), lineage.httpTimeout());
    return forwarder(sink, topics, clients, catalog, plainProducer, metrics);
  }

  private static LineageForwarder forwarder(
      LineageSink sink,
      TopicsInPlace topics,
      KafkaClients clients,
      CatalogProperties catalog,
      Producer<String, byte[]> producer,
      MeterRegistry metrics) {
    String group = catalog.group() + "-lineage-" + sink.name();
    return new LineageForwarder(
        sink,
        () -> {
          topics.ensure();
          return clients.member(group, catalog.instance(), 100);
        },
        producer,
        SINK,
        random(),
        metrics);
  }

  private static RandomGenerator random() {
    return () -> ThreadLocalRandom.current().nextLong();
  }
}
