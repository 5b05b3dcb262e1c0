package io.tidemill.cli.kafka;

import io.tidemill.cli.UserException;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The dead-letter topics of all consumers. A replayed letter stays where it is, followed by a mark
 * that says so: a log forgets by age, not by choice.
 */
public final class DeadLetters {
  private static final String MARK = "replayed:";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Properties settings;

  /**
   * @param settings of the Kafka clients: bootstrap servers, security
   */
  public DeadLetters(Properties settings) {
    this.settings = settings;
  }

  /** Names of the dead-letter topics. */
  public static List<String> topics() {
    String prefix = Topics.deadLetters("");
    return Topics.all().stream()
        .map(topic -> topic.name())
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /**
   * All letters of these topics, oldest first.
   *
   * @throws UserException if the broker cannot be read
   */
  public List<DeadLetter> list(List<String> topics) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(reading(), new StringDeserializer(), new ByteArrayDeserializer())) {
      Map<String, ?> there = consumer.listTopics(PATIENCE);
      List<TopicPartition> partitions =
          topics.stream()
              .filter(there::containsKey)
              .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    Set<String> replayed =
        records.stream()
            .filter(DeadLetters::isMark)
            .map(record -> record.topic() + record.key().substring(MARK.length()))
            .collect(Collectors.toCollection(HashSet::new));
    return records.stream()
        .filter(record -> !isMark(record))
        .map(
            record ->
                DeadLetter.of(
                    record,
                    replayed.contains(
                        DeadLetter.id(record.topic(), record.partition(), record.offset()))))
        .sorted(java.util.Comparator.comparing(DeadLetter::at).thenComparing(DeadLetter::id))
        .toList();
  }

  private static boolean isMark(ConsumerRecord<String, byte[]> record) {
    return record.value() == null && record.key() != null && record.key().startsWith(MARK);
  }

  /**
   * Sends letters again to where they came from, each with its own key, value and headers, and
   * marks them.
   *
   * @param elsewhere takes the text of a letter that came from no topic
   */
  public void replay(List<DeadLetter> letters, Consumer<DeadLetter> elsewhere) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(writing(), new StringSerializer(), new ByteArraySerializer())) {
      for (DeadLetter letter : letters) {
        if (letter.isFromTopic()) {
          send(
              producer,
              new ProducerRecord<>(
                  letter.origin(), null, letter.key(), letter.value(), letter.headers()));
        } else {
          elsewhere.accept(letter);
        }
        mark(producer, letter);
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private static void mark(KafkaProducer<String, byte[]> producer, DeadLetter letter) {
    int slash = letter.id().indexOf('/');
    send(
        producer,
        new ProducerRecord<>(
            letter.id().substring(0, slash), MARK + letter.id().substring(slash), null));
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new UserException(
          "Expected topic %s to take the record again, but: %s"
              .formatted(record.topic(), e.getCause()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("Interrupted while sending to " + record.topic(), e);
    }
  }

  /** The content as text, for people: printable characters, others as dots. */
  public static String preview(DeadLetter letter, int most) {
    if (letter.value() == null) {
      return "(no value)";
    }
    String text =
        new String(letter.value(), StandardCharsets.UTF_8).replaceAll("[^\\x20-\\x7e]", ".");
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  private Properties reading() {
    Properties all = copy();
    all.put("enable.auto.commit", "false");
    all.put("isolation.level", "read_committed");
    return all;
  }

  private Properties writing() {
    Properties all = copy();
    all.put("acks", "all");
    all.put("max.block.ms", "20000");
    all.put("delivery.timeout.ms", "30000");
    return all;
  }

  private Properties copy() {
    Properties all = new Properties();
    all.putAll(settings);
    return all;
  }

  private UserException unreachable(KafkaException e) {
    return new UserException(
        "Expected the broker at %s to answer, but: %s. Start one with ./tidemill up, or name another with --bootstrap-servers"
            .formatted(settings.get("bootstrap.servers"), e.getMessage()),
        e);
  }
}
