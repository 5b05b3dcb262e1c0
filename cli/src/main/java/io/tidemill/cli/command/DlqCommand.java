package io.tidemill.cli.command;

import io.tidemill.cli.ExitCodes;
import io.tidemill.cli.UserException;
import io.tidemill.cli.api.PlannerApi;
import io.tidemill.cli.kafka.DeadLetter;
import io.tidemill.cli.kafka.DeadLetters;
import io.tidemill.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemill dlq}: records that consumers could not use. */
@Command(
    name = "dlq",
    description = {
      "List the records that a consumer could not use, with the reason and where each came from; send them again.",
      "Without a subcommand it lists."
    },
    subcommands = {DlqCommand.ListLetters.class, DlqCommand.Replay.class},
    mixinStandardHelpOptions = true)
public final class DlqCommand implements Callable<Integer> {
  private static final int BAD_REQUEST = 400;

  @Mixin private Which which = new Which();

  @Override
  public Integer call() {
    return list(which, false, false);
  }

  /** Which dead letters. */
  static final class Which {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(
        names = "--consumer",
        paramLabel = "NAME",
        description = "Only those of planner, executor, catalog or ingest.")
    private @Nullable String consumer;

    DeadLetters letters() {
      return new DeadLetters(kafka.settings());
    }

    List<String> topics() {
      if (consumer == null) {
        return DeadLetters.topics();
      }
      String topic = Topics.deadLetters(consumer);
      if (!DeadLetters.topics().contains(topic)) {
        throw new UserException(
            "Expected --consumer to be one of %s, but it is '%s'"
                .formatted(
                    DeadLetters.topics().stream()
                        .map(name -> name.substring(Topics.deadLetters("").length()))
                        .toList(),
                    consumer));
      }
      return List.of(topic);
    }
  }

  /** {@code tidemill dlq list}. */
  @Command(
      name = "list",
      description = "List dead letters, oldest first.",
      mixinStandardHelpOptions = true)
  static final class ListLetters implements Callable<Integer> {
    @Mixin private Which which = new Which();

    @Option(names = "--all", description = "Those that were sent again, too.")
    private boolean all;

    @Option(names = "--content", description = "Show the beginning of each record's content.")
    private boolean content;

    @Override
    public Integer call() {
      return list(which, all, content);
    }
  }

  private static int list(Which which, boolean all, boolean content) {
    Table table = new Table("LETTER", "AT", "FROM", "KEY", "STATE", content ? "CONTENT" : "REASON");
    int open = 0;
    for (DeadLetter letter : which.letters().list(which.topics())) {
      open += letter.replayed() ? 0 : 1;
      if (all || !letter.replayed()) {
        table.row(
            letter.id(),
            letter.at(),
            letter.source(),
            String.valueOf(letter.key()),
            letter.replayed() ? "replayed" : "open",
            content ? DeadLetters.preview(letter, 120) : letter.reason());
      }
    }
    System.out.println(table);
    System.out.printf(
        "%d open%s%n", open, open == 0 ? "" : ". Send one again with: tidemill dlq replay LETTER");
    return ExitCodes.OK;
  }

  /** {@code tidemill dlq replay}. */
  @Command(
      name = "replay",
      description = {
        "Send dead letters again to where they came from, after what was wrong is mended.",
        "A record that still cannot be used becomes a new dead letter. Consumers ignore an event that they have seen."
      },
      mixinStandardHelpOptions = true)
  static final class Replay implements Callable<Integer> {
    @Mixin private Which which = new Which();
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--all", description = "All that are open.")
    private boolean all;

    @Parameters(
        arity = "0..*",
        paramLabel = "LETTER",
        description = "As tidemill dlq lists them: TOPIC/PARTITION/OFFSET.")
    private List<String> ids = List.of();

    private int refused;

    @Override
    public Integer call() {
      if (all != ids.isEmpty()) {
        throw new UserException(
            "Expected either letters to send again or --all, but got "
                + (all ? "both" : "neither")
                + ". See them with: tidemill dlq");
      }
      DeadLetters letters = which.letters();
      List<DeadLetter> chosen = chosen(letters.list(which.topics()));
      letters.replay(chosen, this::post);
      chosen.forEach(
          letter -> System.out.printf("Sent %s again to %s%n", letter.id(), letter.origin()));
      System.out.printf("%d sent again, %d of them refused%n", chosen.size(), refused);
      return refused == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private List<DeadLetter> chosen(List<DeadLetter> known) {
      if (all) {
        return known.stream().filter(letter -> !letter.replayed()).toList();
      }
      return ids.stream()
          .map(
              id ->
                  known.stream()
                      .filter(letter -> letter.id().equals(id))
                      .findFirst()
                      .orElseThrow(
                          () ->
                              new UserException(
                                  "Expected a dead letter TOPIC/PARTITION/OFFSET, but there is no '%s'. See them with: tidemill dlq list --all"
                                      .formatted(id))))
          .toList();
    }

    /** What came in over HTTP or from a queue goes to the planner's door again. */
    private void post(DeadLetter letter) {
      String path = letter.origin().startsWith("/v1/") ? letter.origin() : "/v1/events";
      byte[] value = letter.value() == null ? new byte[0] : letter.value();
      try {
        api.api().postText(path, new String(value, StandardCharsets.UTF_8));
      } catch (PlannerApi.Refused e) {
        if (e.status() != BAD_REQUEST) {
          throw e;
        }
        // The planner has set it aside again, as a letter of its own.
        refused++;
        System.out.printf("%s still cannot be used: %s%n", letter.id(), e.getMessage());
      }
    }
  }
}
