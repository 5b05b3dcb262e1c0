package io.tidemill.glue.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The directories that a catalog makes, moves and removes for managed databases and tables. */
final class Directories {
  private final Configuration hadoop;

  Directories(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  void create(URI location) {
    run(location, (fs, path) -> fs.mkdirs(path));
  }

  void delete(URI location) {
    run(location, (fs, path) -> fs.delete(path, true));
  }

  void move(URI from, URI to) {
    run(
        from,
        (fs, path) -> {
          Path target = new Path(to);
          fs.mkdirs(target.getParent());
          return fs.rename(path, target);
        });
  }

  private void run(URI location, Work work) {
    Path path = new Path(location);
    try {
      work.run(path.getFileSystem(hadoop), path);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to change " + location + ", but failed", e);
    }
  }

  @FunctionalInterface
  private interface Work {
    boolean run(FileSystem fs, Path path) throws IOException;
  }
}
