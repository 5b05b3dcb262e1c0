package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.schemas.Topic;
import io.tidemill.schemas.TopicProvisioner;
import io.tidemill.schemas.Topics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private KafkaOptions kafka = new KafkaOptions();

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
    try (Admin admin = Admin.create(kafka.settings())) {
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
          "Expected the broker at %s to answer, but: %s"
              .formatted(kafka.bootstrapServers(), e.getCause()),
          e);
    }
  }
}
