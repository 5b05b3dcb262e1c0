package io.tidemill.dbt.deps;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version.
 *
 * @param prerelease what follows the hyphen; null for a release
 * @param text as it was written
 */
record Version(long major, long minor, long patch, @Nullable String prerelease, String text)
    implements Comparable<Version> {
  private static final Pattern PATTERN =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(?:-?([a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*))?(?:\\+([a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*))?");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  static Version of(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw DependencyFailure.of("\"" + text + "\" is not a valid semantic version.");
    }
    return new Version(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        matcher.group(4),
        text);
  }

  boolean isPrerelease() {
    return prerelease != null;
  }

  /** By precedence: a prerelease is before its release; builds do not count. */
  @Override
  public int compareTo(Version other) {
    int order = Long.compare(major, other.major);
    order = order == 0 ? Long.compare(minor, other.minor) : order;
    order = order == 0 ? Long.compare(patch, other.patch) : order;
    if (order != 0 || (prerelease == null && other.prerelease == null)) {
      return order;
    }
    if (prerelease == null) {
      return 1;
    }
    return other.prerelease == null ? -1 : compareTags(prerelease, other.prerelease);
  }

  private static int compareTags(String left, String right) {
    String[] ours = left.split("\\.");
    String[] theirs = right.split("\\.");
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int order = compareTag(ours[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ours.length, theirs.length);
  }

  private static int compareTag(String left, String right) {
    boolean leftNumber = NUMBER.matcher(left).matches();
    boolean rightNumber = NUMBER.matcher(right).matches();
    if (leftNumber && rightNumber) {
      return Long.compare(Long.parseLong(left), Long.parseLong(right));
    }
    if (leftNumber != rightNumber) {
      return leftNumber ? -1 : 1;
    }
    return left.compareTo(right);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Version version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(major * 1_000_003 + minor * 1_009 + patch);
  }

  @Override
  public String toString() {
    return text;
  }
}
