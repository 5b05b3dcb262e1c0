package io.tidemill.planner.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemill.orchestration.id.EnvironmentId;
import io.tidemill.orchestration.id.ProjectDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which version each environment served last, one small file each: a planner that starts while a
 * project is broken goes on with the version before it, as the engine does.
 */
final class ServedVersions {
  private final Path folder;

  ServedVersions(Path folder) {
    this.folder = folder;
  }

  Optional<ProjectDigest> find(EnvironmentId environment) {
    try {
      Path file = file(environment);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String digest = Files.readString(file, UTF_8).trim();
      return digest.isEmpty() ? Optional.empty() : Optional.of(new ProjectDigest(digest));
    } catch (IOException e) {
      throw failure("read", environment, e);
    }
  }

  void put(EnvironmentId environment, ProjectDigest digest) {
    try {
      Files.createDirectories(folder);
      Path fresh = folder.resolve(environment + ".new");
      Files.writeString(fresh, digest.value(), UTF_8);
      Files.move(
          fresh,
          file(environment),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure("keep", environment, e);
    }
  }

  private Path file(EnvironmentId environment) {
    return folder.resolve(environment.value());
  }

  private UncheckedIOException failure(String what, EnvironmentId environment, IOException cause) {
    return new UncheckedIOException(
        "Expected to %s the version that environment %s serves in %s, but: %s"
            .formatted(what, environment, folder, cause.getMessage()),
        cause);
  }
}
