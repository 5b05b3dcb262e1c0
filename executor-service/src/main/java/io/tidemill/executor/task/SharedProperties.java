package io.tidemill.executor.task;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that the executor shares with the other services.
 *
 * @param fleet fleet it belongs to
 * @param bundles where project versions are kept
 * @param artifacts where compiled and run SQL goes
 * @param local whether everything runs on one machine
 * @param replication replication factor of topics this service creates; -1: the broker's default
 * @param startupLimit how long to wait for Kafka before giving up
 */
@ConfigurationProperties("tidemill")
public record SharedProperties(
    @DefaultValue("default") String fleet,
    @DefaultValue Store bundles,
    @DefaultValue Artifacts artifacts,
    @DefaultValue("false") boolean local,
    @DefaultValue("-1") short replication,
    @DefaultValue("2m") Duration startupLimit) {

  /**
   * The bundle store.
   *
   * @param uri a {@code file:} URI
   */
  public record Store(@DefaultValue("file:.tidemill/bundles") URI uri) {
    public Store {
      requireFile("tidemill.bundles.uri", uri);
    }

    /** The folder. */
    public Path folder() {
      return pathOf(uri);
    }
  }

  /**
   * The artifacts.
   *
   * @param uri a {@code file:} URI
   */
  public record Artifacts(@DefaultValue("file:.tidemill/artifacts") URI uri) {
    public Artifacts {
      requireFile("tidemill.artifacts.uri", uri);
    }

    /** The folder. */
    public Path folder() {
      return pathOf(uri);
    }
  }

  private static void requireFile(String key, URI uri) {
    if (!"file".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "Expected %s to be a file: URI, but it is %s".formatted(key, uri));
    }
  }

  private static Path pathOf(URI uri) {
    return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
  }
}
