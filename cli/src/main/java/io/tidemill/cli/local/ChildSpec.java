package io.tidemill.cli.local;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One process that the supervisor keeps running.
 *
 * @param name what people and the log file call it
 * @param module module whose class path it runs with
 * @param mainClass its main class
 * @param jvmOptions heap and the like
 * @param arguments its arguments
 * @param ports where it will listen on loopback
 * @param ready address that answers 2xx when it is ready
 * @param startTimeout how long it may take until then
 */
public record ChildSpec(
    String name,
    String module,
    String mainClass,
    List<String> jvmOptions,
    List<String> arguments,
    List<Integer> ports,
    URI ready,
    Duration startTimeout) {

  public ChildSpec {
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
    ports = List.copyOf(ports);
  }
}
