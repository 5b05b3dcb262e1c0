package io.tidemill.dbt.artifact;

import io.tidemill.dbt.compile.CompiledNode;
import io.tidemill.dbt.manifest.ManifestNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folders {@code target/compiled} and {@code target/run}. */
public final class CompiledFiles {
  private CompiledFiles() {}

  /** Writes what a node compiled to; returns the path below the target folder's parent. */
  public static String writeCompiled(Path targetFolder, CompiledNode compiled) {
    Path file = path(targetFolder, "compiled", compiled.node(), null);
    ArtifactFile.write(file, compiled.compiledCode());
    return shown(targetFolder, file);
  }

  /** Writes what was sent to build a node. */
  public static String writeRun(Path targetFolder, ManifestNode node, String code) {
    return writeRun(targetFolder, node, null, code);
  }

  /**
   * Writes what was sent to build one batch of a microbatch model.
   *
   * @param batch id of the batch, as {@code 2024-01-31}; null when there are no batches
   */
  public static String writeRun(
      Path targetFolder, ManifestNode node, @Nullable String batch, String code) {
    Path file = path(targetFolder, "run", node, batch);
    ArtifactFile.write(file, code);
    return shown(targetFolder, file);
  }

  static String compiledPath(Path targetFolder, ManifestNode node) {
    return path(targetFolder, "compiled", node, null).toString().replace('\\', '/');
  }

  private static String shown(Path targetFolder, Path file) {
    Path folder = targetFolder.toAbsolutePath().getParent();
    Path shown = folder == null ? file : folder.relativize(file.toAbsolutePath());
    return shown.toString().replace('\\', '/');
  }

  // A file that holds several nodes, as a properties file holds tests, becomes a folder.
  private static Path path(
      Path targetFolder, String folder, ManifestNode node, @Nullable String batch) {
    Path original = Path.of(node.originalFilePath());
    Path own = Path.of(node.path());
    Path path = original;
    if (!String.valueOf(original.getFileName()).equals(String.valueOf(own.getFileName()))) {
      path = original.resolve(own);
    }
    if (batch != null) {
      path = batchPath(path, node.name(), batch);
    }
    return targetFolder.resolve(folder).resolve(node.packageName()).resolve(path);
  }

  private static Path batchPath(Path path, String name, String batch) {
    String file = String.valueOf(path.getFileName());
    String extension = file.contains(".") ? file.substring(file.lastIndexOf('.')) : "";
    return path.resolveSibling(name).resolve(name + "_" + batch + extension);
  }
}
