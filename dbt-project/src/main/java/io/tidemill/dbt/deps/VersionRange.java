package io.tidemill.dbt.deps;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bounds that a version must meet, all of them. An upper bound lets no prerelease of itself in. */
record VersionRange(List<Bound> bounds) {
  private static final Pattern PATTERN = Pattern.compile("\\s*(>=|<=|>|<|==|=)?\\s*([^\\s]+)\\s*");

  /** One bound. */
  record Bound(String matcher, Version version) {
    boolean admits(Version candidate) {
      int order = candidate.compareTo(version);
      return switch (matcher) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0 && !isPrereleaseOf(candidate);
        default -> order == 0;
      };
    }

    /** 2.0.0-rc1 is before 2.0.0, but who asks for less than 2.0.0 does not want it. */
    private boolean isPrereleaseOf(Version candidate) {
      return candidate.isPrerelease()
          && !version.isPrerelease()
          && candidate.major() == version.major()
          && candidate.minor() == version.minor()
          && candidate.patch() == version.patch();
    }

    @Override
    public String toString() {
      return matcher + version;
    }
  }

  VersionRange {
    bounds = List.copyOf(bounds);
  }

  /** Reads bounds, each a text such as {@code >=1.0.0}, or several separated by commas. */
  static VersionRange of(List<String> texts) {
    List<Bound> bounds = new ArrayList<>();
    for (String text : texts) {
      for (String part : text.split(",")) {
        Matcher matcher = PATTERN.matcher(part);
        if (!matcher.matches()) {
          throw DependencyFailure.of("\"" + part + "\" is not a valid semantic version.");
        }
        String sign =
            matcher.group(1) == null || matcher.group(1).equals("==") ? "=" : matcher.group(1);
        bounds.add(new Bound(sign, Version.of(matcher.group(2))));
      }
    }
    return new VersionRange(bounds);
  }

  boolean admits(Version version) {
    return bounds.stream().allMatch(bound -> bound.admits(version));
  }

  /** Whether a bound names a prerelease, so that prereleases are wanted. */
  boolean namesPrerelease() {
    return bounds.stream().anyMatch(bound -> bound.version().isPrerelease());
  }

  @Override
  public String toString() {
    return String.join(", ", bounds.stream().map(Bound::toString).toList());
  }
}
