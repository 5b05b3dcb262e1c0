package io.tidemill.cli.command;

import io.tidemill.cli.UserException;
import io.tidemill.cli.local.LocalPorts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka to talk to. */
public final class KafkaOptions {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Broker. Default: TIDEMILL_BOOTSTRAP_SERVERS, else the local one.",
      defaultValue = "${env:TIDEMILL_BOOTSTRAP_SERVERS}")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the Kafka client, e.g. its security settings.")
  private @Nullable Path commandConfig;

  String bootstrapServers() {
    return bootstrapServers == null ? LocalPorts.DEFAULT.bootstrapServers() : bootstrapServers;
  }

  /** Settings of a client. */
  Properties settings() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers());
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
