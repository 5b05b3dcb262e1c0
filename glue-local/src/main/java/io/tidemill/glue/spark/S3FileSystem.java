package io.tidemill.glue.spark;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * {@code s3://bucket/key} as the file {@code <lake>/bucket/key}. Renames are those of the local
 * file system, hence atomic. Also answers for {@code s3a} and {@code s3n}.
 */
public final class S3FileSystem extends RawLocalFileSystem {
  /** Hadoop setting that holds the lake's directory. */
  public static final String LAKE = "tidemill.lake";

  private URI uri = URI.create("s3:///");
  private java.nio.file.Path lake = java.nio.file.Path.of("");

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    lake = java.nio.file.Path.of(conf.get(LAKE, "lake")).toAbsolutePath().normalize();
    super.initialize(name, conf);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public String getScheme() {
    return uri.getScheme();
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri.toString() + "/");
  }

  /** Asked by the constructor of the superclass, before there is a bucket. */
  @Override
  protected Path getInitialWorkingDirectory() {
    return new Path("/");
  }

  @Override
  public Path getHomeDirectory() {
    return getWorkingDirectory();
  }

  @Override
  public File pathToFile(Path path) {
    String bucket =
        path.toUri().getAuthority() == null ? uri.getAuthority() : path.toUri().getAuthority();
    String key = path.toUri().getPath();
    java.nio.file.Path file = lake.resolve(bucket + "/" + key.replaceFirst("^/+", "")).normalize();
    if (!file.startsWith(lake)) {
      throw new IllegalArgumentException(
          "Expected a path inside the lake, but " + path + " leads out of " + lake);
    }
    return file.toFile();
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return status(pathToFile(path), makeQualified(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    File file = pathToFile(path);
    Path qualified = makeQualified(path);
    FileStatus self = status(file, qualified);
    if (self.isFile()) {
      return new FileStatus[] {self};
    }
    String[] names = file.list();
    if (names == null) {
      throw new FileNotFoundException("Expected to list " + path + ", but it is gone");
    }
    java.util.List<FileStatus> children = new java.util.ArrayList<>(names.length);
    for (String name : names) {
      File child = new File(file, name);
      if (child.exists()) {
        children.add(status(child, new Path(qualified, new Path(null, null, name))));
      }
    }
    return children.toArray(FileStatus[]::new);
  }

  private FileStatus status(File file, Path path) throws IOException {
    if (!file.exists()) {
      throw new FileNotFoundException("No such file or directory: " + path);
    }
    long length = file.isFile() ? Files.size(file.toPath()) : 0;
    return new FileStatus(
        length, file.isDirectory(), 1, getDefaultBlockSize(path), file.lastModified(), path);
  }
}
