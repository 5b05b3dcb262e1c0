package io.tidemill.cli.demo;

import io.tidemill.cli.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The landing bucket as a folder: a file appears in it whole, as an object does in S3. */
final class LandingFolder {
  private final Path bucket;

  /**
   * @param lake folder that holds the buckets
   */
  LandingFolder(Path lake) {
    bucket = lake.resolve("landing");
  }

  Path bucket() {
    return bucket;
  }

  /**
   * Lands a file.
   *
   * @param key key of the object in the bucket
   */
  void land(String key, String content) {
    Path file = bucket.resolve(key);
    Path partial = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(partial.getParent());
      Files.writeString(partial, content);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserException("Expected to land %s in %s, but: %s".formatted(key, bucket, e), e);
    }
  }
}
