package io.tidemill.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;

/**
 * Main class of the local Kafka: a broker and a schema registry in one process.
 *
 * <p>Options: {@code --dir D} (required), {@code --port N} (19092), {@code --controller-port N}
 * (port + 1), {@code --registry-port N} (18081). Prints one line when both answer. Exits with 0
 * after SIGTERM and with 2 when it cannot start.
 */
public final class KafkaLocal {
  private static final int CANNOT_START = 2;

  private KafkaLocal() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      Map<String, String> options = options(args);
      int port = number(options, "port", 19092);
      Path dir = Path.of(required(options, "dir"));
      EmbeddedBroker broker =
          EmbeddedBroker.start(dir, port, number(options, "controller-port", port + 1), Map.of());
      SchemaRegistryServer registry =
          SchemaRegistryServer.start(
              broker.bootstrapServers(), number(options, "registry-port", 18081));
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    registry.close();
                    broker.close();
                    stopped.countDown();
                  },
                  "shutdown"));
      Exit.setHaltProcedure((status, message) -> lastWords(status, options));
      System.out.printf(
          "kafka-local ready: broker %s, schema registry %s%n",
          broker.bootstrapServers(), registry.url());
      stopped.await();
    } catch (BrokerStartException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      // The broker's own threads may be up already and must not keep the process alive.
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  /**
   * The broker gives up by itself: after a failure of its disk it must not acknowledge anything.
   */
  private static void lastWords(int status, Map<String, String> options) {
    System.err.printf(
        "kafka-local ends: the broker could no longer write to %s; the reason is above. Make room on that disk and start again: everything acknowledged is kept.%n",
        options.get("dir"));
    Runtime.getRuntime().halt(status);
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "Expected options as --name value, but got '%s'".formatted(args[i]));
      }
      options.put(args[i].substring(2), args[i + 1]);
    }
    return options;
  }

  private static String required(Map<String, String> options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Expected --%s, but it is missing".formatted(name));
    }
    return value;
  }

  private static int number(Map<String, String> options, String name, int fallback) {
    String value = options.get(name);
    try {
      return value == null ? fallback : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected --%s to be a port number, but got '%s'".formatted(name, value), e);
    }
  }
}
