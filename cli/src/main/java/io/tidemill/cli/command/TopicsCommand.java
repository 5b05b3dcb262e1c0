package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.local.LocalPorts;
import io.tidemill.schemas.Topic;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemill topics}: the topics as they should be, and whether they are. */
@Command(
    name = "topics",
    description = "List the topics Tidemill uses; with --check, compare them with the broker's.",
    mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
  private static final short BROKER_DEFAULT = -1;

  @Option(names = "--check", description = "Compare with the broker; exits with 1 on a difference.")
  private boolean check;

  @Option(names = "--create", description = "Create what is missing.")
  private boolean create;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Broker. Default: the local one.")
  private String bootstrapServers = LocalPorts.DEFAULT.bootstrapServers();

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the Kafka client, e.g. its security settings.")
  private @Nullable Path commandConfig;

  @Override
  public Integer call() throws InterruptedException {
    List<Topic> topics = Topics.all();
    if (!check && !create) {
      Table table = new Table("TOPIC", "PARTITIONS", "CONFIG", "VALUES");
      topics.forEach(
          topic ->
              table.row(
                  topic.name(),
                  topic.partitions(),
                  topic.config(),
                  topic
                      .schema()
                      .map(schema -> "Avro " + schema.getName())
                      .orElse("JSON or bytes")));
      System.out.println(table);
      return ExitCodes.OK;
    }
    try (Admin admin = Admin.create(settings())) {
      TopicProvisioner provisioner = new TopicProvisioner(admin, BROKER_DEFAULT);
      if (create) {
        provisioner.createMissing(topics).forEach(name -> System.out.println("Created " + name));
      }
      List<String> problems = provisioner.check(topics);
      problems.forEach(System.out::println);
      if (problems.isEmpty()) {
        System.out.printf("All %d topics are as they should be.%n", topics.size());
      }
      return problems.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    } catch (ExecutionException e) {
      throw new UserException(
          "Expected the broker at %s to answer, but: %s".formatted(bootstrapServers, e.getCause()),
          e);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("default.api.timeout.ms", "10000");
    settings.put("request.timeout.ms", "5000");
    if (commandConfig != null) {
      try (Reader reader = Files.newBufferedReader(commandConfig)) {
        settings.load(reader);
      } catch (IOException e) {
        throw new UserException(
            "Expected --command-config %s to be readable, but: %s".formatted(commandConfig, e), e);
      }
    }
    return settings;
  }
}
