package io.tidemill.planner.trigger;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket where files land.
 *
 * @param bucket name of the bucket
 * @param prefix start of the keys; empty for the whole bucket, otherwise ending in a slash
 */
public record LandingLocation(String bucket, String prefix) {
  private static final Pattern URI = Pattern.compile("s3[an]?://([^/]+)(?:/(.*))?");

  /** Whether a text is a location. */
  public static boolean isValid(String uri) {
    return URI.matcher(uri).matches() && !uri.contains("/../");
  }

  /** Reads {@code s3://bucket/prefix/}. */
  public static LandingLocation parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches() || !isValid(uri)) {
      throw new IllegalArgumentException(
          "Expected a landing location s3://bucket/prefix/, but it is '" + uri + "'");
    }
    String prefix = matcher.group(2) == null ? "" : matcher.group(2);
    return new LandingLocation(
        matcher.group(1), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
  }

  /** The folder that stands for it under a lake's root. */
  Path folder(Path lakeRoot) {
    return lakeRoot.resolve(bucket).resolve(prefix).normalize();
  }
}
