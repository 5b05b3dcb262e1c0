package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import java.util.stream.Stream;

/**
 * Ports of a local Tidemill, all on loopback.
 *
 * @param broker Kafka; its controller has the next one
 * @param registry schema registry
 * @param glue local AWS endpoint
 * @param planner API and console
 * @param catalog catalog-service
 * @param executor first executor; each further one has the next
 */
public record LocalPorts(
    int broker, int registry, int glue, int planner, int catalog, int executor) {

  /** The documented ones. */
  public static final LocalPorts DEFAULT = new LocalPorts(19092, 18081, 14566, 18080, 18085, 18090);

  /** The same moved by an offset, so that several can run beside each other. */
  public static LocalPorts offset(int offset) {
    return new LocalPorts(
        DEFAULT.broker + offset,
        DEFAULT.registry + offset,
        DEFAULT.glue + offset,
        DEFAULT.planner + offset,
        DEFAULT.catalog + offset,
        DEFAULT.executor + offset);
  }

  /**
   * Ports that nobody listens on at the moment.
   *
   * @throws UserException if there is no such set
   */
  public static LocalPorts free() {
    for (int offset = 20_000; offset < 45_000; offset += 500) {
      LocalPorts ports = offset(offset);
      if (Stream.of(
              ports.broker,
              ports.broker + 1,
              ports.registry,
              ports.glue,
              ports.planner,
              ports.catalog,
              ports.executor)
          .allMatch(Preflight::isFree)) {
        return ports;
      }
    }
    throw new UserException("Expected free ports between 34000 and 64000, but found none");
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + broker;
  }

  public String registryUrl() {
    return "http://127.0.0.1:" + registry;
  }

  public String glueUrl() {
    return "http://127.0.0.1:" + glue;
  }

  public String plannerUrl() {
    return "http://127.0.0.1:" + planner;
  }

  public String catalogUrl() {
    return "http://127.0.0.1:" + catalog;
  }
}
