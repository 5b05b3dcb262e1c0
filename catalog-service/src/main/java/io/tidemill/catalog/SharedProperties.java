package io.tidemill.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that this service shares with the others.
 *
 * @param bundles where project versions are kept
 * @param principals names by which projects call principals, to ARNs; <code>{{ account }}</code> in
 *     them is the AWS account
 * @param replication replication factor of topics this service creates; -1: the broker's default
 */
@ConfigurationProperties("tidemill")
public record SharedProperties(
    @DefaultValue Bundles bundles,
    @DefaultValue Map<String, String> principals,
    @DefaultValue("-1") short replication) {

  public SharedProperties {
    principals = Map.copyOf(principals);
  }

  /**
   * The bundle store.
   *
   * @param uri a {@code file:} URI; {@code file:relative/folder} is relative to the working
   *     directory
   */
  public record Bundles(@DefaultValue("file:.tidemill/bundles") URI uri) {
    public Bundles {
      if (!"file".equals(uri.getScheme())) {
        throw new IllegalArgumentException(
            "Expected tidemill.bundles.uri to be a file: URI, but it is " + uri);
      }
    }

    public Path folder() {
      return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
    }
  }
}
