package io.tidemill.planner.trigger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A file as it was at one look.
 *
 * @param bucket bucket it stands for
 * @param key key it stands for
 * @param size bytes
 * @param modified when its content was last written
 * @param placed when it came to be where it is: later than {@code modified} for a file renamed into
 *     place
 */
record LandedFile(String bucket, String key, long size, Instant modified, Instant placed) {

  /** Looks at a file; empty when it is gone or not a plain file. */
  static Optional<LandedFile> look(Path lakeRoot, Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      Path relative = lakeRoot.relativize(file);
      Instant modified = attributes.lastModifiedTime().toInstant();
      return Optional.of(
          new LandedFile(
              relative.getName(0).toString(),
              relative
                  .subpath(1, relative.getNameCount())
                  .toString()
                  .replace(file.getFileSystem().getSeparator(), "/"),
              attributes.size(),
              modified,
              placed(file, modified)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  // The change time moves when a file is renamed over another, whose own modification time may be
  // later.
  private static Instant placed(Path file, Instant modified) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return modified;
    }
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    return changed.toInstant().isAfter(modified) ? changed.toInstant() : modified;
  }

  /** What tells this content at this place from another: as announced, and as remembered. */
  String identity() {
    return bucket + "/" + key + "\t" + version();
  }

  /** Stands for S3's etag. */
  String version() {
    return Long.toHexString(size) + "-" + hex(modified);
  }

  /** Stands for S3's sequencer: grows with each placing of the key. */
  String sequencer() {
    return hex(placed);
  }

  private static String hex(Instant instant) {
    return String.format(
        Locale.ROOT, "%016x", instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
  }
}
