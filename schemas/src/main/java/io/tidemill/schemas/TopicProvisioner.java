package io.tidemill.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are missing and tells where existing ones differ from what they should
 * be.
 */
public final class TopicProvisioner {
  private static final List<String> CHECKED = List.of("cleanup.policy", "retention.ms");

  private final Admin admin;
  private final short replication;

  /**
   * @param admin client to use; not closed here
   * @param replication replication factor for new topics; -1 for the broker's default
   */
  public TopicProvisioner(Admin admin, short replication) {
    this.admin = admin;
    this.replication = replication;
  }

  /**
   * Creates what is missing; leaves what exists as it is.
   *
   * @return names of the topics created
   * @throws ExecutionException if the broker refuses or cannot be reached
   */
  public List<String> createMissing(Collection<Topic> topics)
      throws ExecutionException, InterruptedException {
    var existing = admin.listTopics().names().get();
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), replication)
                        .configs(topic.config()))
            .toList();
    List<String> created = new ArrayList<>();
    for (var creation : admin.createTopics(missing).values().entrySet()) {
      try {
        creation.getValue().get();
        created.add(creation.getKey());
      } catch (ExecutionException e) {
        // Another service may have been quicker; that is what we wanted.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    return created;
  }

  /**
   * Differences between the topics as they are and as they should be, one sentence each; empty when
   * all is well. More partitions than asked for are fine.
   *
   * @throws ExecutionException if the broker refuses or cannot be reached
   */
  public List<String> check(Collection<Topic> topics)
      throws ExecutionException, InterruptedException {
    var existing = admin.listTopics().names().get();
    List<String> problems = new ArrayList<>();
    List<Topic> present = new ArrayList<>();
    for (Topic topic : topics) {
      if (existing.contains(topic.name())) {
        present.add(topic);
      } else {
        problems.add(
            "Topic %s is missing; start the planner with the right to create topics, or create it with %d partitions and %s"
                .formatted(topic.name(), topic.partitions(), topic.config()));
      }
    }
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(present.stream().map(Topic::name).toList()).allTopicNames().get();
    Map<String, Config> configs = configs(present);
    for (Topic topic : present) {
      int partitions = Objects.requireNonNull(descriptions.get(topic.name())).partitions().size();
      if (partitions < topic.partitions()) {
        problems.add(
            "Expected topic %s to have at least %d partitions, but it has %d; add partitions while no run is active"
                .formatted(topic.name(), topic.partitions(), partitions));
      }
      for (String key : CHECKED) {
        String expected = topic.config().get(key);
        var entry = Objects.requireNonNull(configs.get(topic.name())).get(key);
        if (expected != null && entry != null && !expected.equals(entry.value())) {
          problems.add(
              "Expected topic %s to have %s=%s, but it has %s"
                  .formatted(topic.name(), key, expected, entry.value()));
        }
      }
    }
    return problems;
  }

  private Map<String, Config> configs(List<Topic> topics)
      throws ExecutionException, InterruptedException {
    var resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();
    return admin.describeConfigs(resources).all().get().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }
}
