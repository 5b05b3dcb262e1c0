package io.tidemill.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real single-node Kafka broker in KRaft mode, bound to loopback. Its data survive {@link #close}
 * and the end of the process; a directory is formatted on its first use. One node: no replication,
 * no availability. Not thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts a broker on free ports, for tests. */
  public static EmbeddedBroker start(Path dir) {
    return start(dir, freePort(), freePort(), Map.of());
  }

  /**
   * Starts a broker and returns when it is up.
   *
   * @param dir where its data are kept; created when missing
   * @param port for clients
   * @param controllerPort for its own controller
   * @param overrides broker settings, in Kafka's own names, that win over the defaults here
   * @throws BrokerStartException if a port is taken or the directory cannot be used
   */
  public static EmbeddedBroker start(
      Path dir, int port, int controllerPort, Map<String, String> overrides) {
    requireFree(port, "port");
    requireFree(controllerPort, "controller port");
    Properties properties = properties(dir, port, controllerPort);
    properties.putAll(overrides);
    try {
      Files.createDirectories(dir);
      Path file = dir.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      if (!Files.exists(dir.resolve("data/meta.properties"))) {
        format(file);
      }
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, port);
    } catch (IOException e) {
      throw new BrokerStartException(
          "Expected the broker's directory %s to be writable, but: %s. Free space or choose another with --dir"
              .formatted(dir, e),
          e);
    }
  }

  /** What clients put in bootstrap.servers. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(Path dir, int port, int controllerPort) {
    String listeners =
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort);
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
    p.put("listeners", listeners);
    p.put("advertised.listeners", listeners);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("log.dirs", dir.resolve("data").toString());
    p.put("auto.create.topics.enable", "false");
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      p.put(topic + ".num.partitions", "1");
      p.put(topic + ".replication.factor", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    // With the defaults the controller refuses the new incarnation for 9 s after a crash.
    p.put("broker.session.timeout.ms", "2000");
    p.put("broker.heartbeat.interval.ms", "500");
    // 128 MiB by default, far more than one machine's keys need.
    p.put("log.cleaner.dedupe.buffer.size", "4194304");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    return p;
  }

  private static void format(Path config) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {
              "format",
              "--config",
              config.toString(),
              "--cluster-id",
              Uuid.randomUuid().toString(),
              "--standalone",
              "--ignore-formatted"
            },
            new PrintStream(output, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new BrokerStartException(
          "Expected to format the broker's storage, but: "
              + output.toString(StandardCharsets.UTF_8).trim(),
          null);
    }
  }

  private static void requireFree(int port, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new BrokerStartException(
          "Expected the broker's %s %d to be free, but another process listens on it. Stop that process or choose another port"
              .formatted(what, port),
          e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
