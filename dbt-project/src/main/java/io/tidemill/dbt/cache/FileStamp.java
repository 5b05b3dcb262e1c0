package io.tidemill.dbt.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says of a file; as long as it says the same, the content is the same.
 *
 * @param modified nanoseconds
 * @param changed nanoseconds; the one time that programs cannot set. 0 where there is none
 * @param inode 0 where there is none
 */
public record FileStamp(long size, long modified, long changed, long inode) {

  public static FileStamp of(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> unix = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
      return new FileStamp(
          number(unix.get("size")),
          nanos(unix.get("lastModifiedTime")),
          nanos(unix.get("ctime")),
          number(unix.get("ino")));
    }
    BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(basic.size(), nanos(basic.lastModifiedTime()), 0, 0);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static long nanos(@Nullable Object value) {
    return value instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }

  /**
   * Whether the file may have been written again after it was read without its stamp telling, as
   * clocks of file systems are coarse.
   *
   * @param nanos when it was read
   */
  public boolean tooFreshAt(long nanos) {
    return Math.max(modified, changed) > nanos - TimeUnit.SECONDS.toNanos(2);
  }
}
