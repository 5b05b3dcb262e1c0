package io.tidemill.dbt.bundle;

import io.tidemill.dbt.ProjectSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
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
    try {
      byte[] zip = BundleWriter.write(BundleContent.of(source));
      Digest digest = Digest.ofContent(zip);
      Path file = file(digest, store);
      if (!Files.exists(file)) {
        Files.createDirectories(store);
        Path partial = Files.createTempFile(store, digest.value(), ".part");
        Files.write(partial, zip);
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to pack project " + source.projectDir() + " into " + store + ", but failed", e);
    }
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
    try {
      Path folder = cache.resolve(digest.value());
      if (!Files.isDirectory(folder)) {
        unpack(digest, store, cache, folder);
      }
      BundleSettings settings = BundleSettings.read(folder.resolve(BundleSettings.FILE));
      Map<String, String> merged = new LinkedHashMap<>(settings.environment());
      merged.putAll(environment);
      Path project = folder.resolve(BundleContent.PROJECT);
      return new ProjectSource(
          project,
          folder.resolve(BundleContent.PROFILES),
          settings.target(),
          settings.vars(),
          merged);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to open bundle " + digest + " of " + store + ", but failed", e);
    }
  }

  private static void unpack(Digest digest, Path store, Path cache, Path folder)
      throws IOException {
    byte[] zip = Files.readAllBytes(file(digest, store));
    Digest actual = Digest.ofContent(zip);
    if (!actual.equals(digest)) {
      throw new IOException(
          "Expected bundle "
              + digest
              + " to have that digest, but its content has "
              + actual
              + "; deploy the project again");
    }
    Files.createDirectories(cache);
    Path partial = Files.createTempDirectory(cache, digest.value());
    BundleReader.unpack(zip, partial);
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      BundleReader.delete(partial);
      // Another thread or process may have been faster with the same content: a move onto its
      // folder
      // fails with no more than "Directory not empty".
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static Path file(Digest digest, Path store) {
    return store.resolve(digest.value() + ".zip");
  }
}
