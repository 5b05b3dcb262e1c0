package io.tidemill.dbt.bundle;

import io.tidemill.dbt.ProjectSource;
import java.nio.file.Path;
import java.util.Map;

/**
 * A project version as one zip: the project without what it builds, its profiles.yml, and {@code
 * tidemill.json} with target, vars and the environment variables the project names (secrets left
 * out).
 *
 * <p>Named by the SHA-256 of its content, so the same project gives the same digest on every
 * machine.
 */
public final class ProjectBundle {
  private ProjectBundle() {}

  /**
   * Packs a project into {@code <store>/<digest>.zip}; nothing is written when it is already there.
   */
  public static Digest create(ProjectSource source, Path store) {
    throw new UnsupportedOperationException("create " + source + store);
  }

  /**
   * Unpacks a bundle into {@code <cache>/<digest>/}, unless it is there, and says how to read it.
   * Environment variables of this process come over those in the bundle.
   *
   * @throws java.io.UncheckedIOException when the store does not have it or its content is not what
   *     the digest says
   */
  public static ProjectSource open(Digest digest, Path store, Path cache) {
    return open(digest, store, cache, System.getenv());
  }

  /**
   * As {@link #open(Digest, Path, Path)} with the given environment variables over those in the
   * bundle.
   */
  public static ProjectSource open(
      Digest digest, Path store, Path cache, Map<String, String> environment) {
    throw new UnsupportedOperationException("open " + digest + store + cache + environment);
  }
}
