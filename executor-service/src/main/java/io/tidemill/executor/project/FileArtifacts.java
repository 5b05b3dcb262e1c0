package io.tidemill.executor.project;

import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.materialization.SqlArtifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run's SQL under {@code <artifacts>/<environment>/<run>/compiled} and {@code run}, in the
 * folders dbt would use. One per attempt; remembers what was compiled.
 */
public final class FileArtifacts implements SqlArtifacts {
  private final Path folder;
  @Nullable private Path compiledFile;
  @Nullable private String compiledSql;

  public FileArtifacts(Path artifacts, String environment, String runId) {
    this.folder = artifacts.resolve(safe(environment)).resolve(safe(runId));
  }

  @Override
  public void compiled(ManifestNode node, String sql) {
    compiledFile = write("compiled", node, sql);
    compiledSql = sql;
  }

  @Override
  public void run(ManifestNode node, String sql) {
    write("run", node, sql);
  }

  /** Where the compiled SQL is; empty when nothing was compiled. */
  public Optional<URI> compiledUri() {
    return Optional.ofNullable(compiledFile).map(Path::toUri);
  }

  /** The compiled SQL; empty when nothing was compiled. */
  public Optional<String> compiledSql() {
    return Optional.ofNullable(compiledSql);
  }

  private Path write(String kind, ManifestNode node, String sql) {
    Path file = folder.resolve(kind).resolve(relative(node)).normalize();
    if (!file.startsWith(folder)) {
      throw new IllegalArgumentException(
          "Expected the path of %s to stay in its package, but it is %s"
              .formatted(node.uniqueId(), node.originalFilePath()));
    }
    try {
      Files.createDirectories(file.getParent());
      // Two attempts may write at once; each reader sees one of them whole.
      Path temporary = Files.createTempFile(file.getParent(), ".sql", null);
      Files.write(temporary, sql.getBytes(StandardCharsets.UTF_8));
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to keep the SQL of %s in %s, but: %s; free space or set tidemill.artifacts.uri"
              .formatted(node.uniqueId(), file, e.getMessage()),
          e);
    }
  }

  /** Generic tests share their properties file: each gets a file of its own below it, as in dbt. */
  private static Path relative(ManifestNode node) {
    Path original = Path.of(node.packageName()).resolve(node.originalFilePath());
    String name = String.valueOf(original.getFileName());
    boolean properties = name.endsWith(".yml") || name.endsWith(".yaml");
    return properties
        ? original.resolve(node.path().isEmpty() ? node.name() + ".sql" : node.path())
        : original;
  }

  private static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
