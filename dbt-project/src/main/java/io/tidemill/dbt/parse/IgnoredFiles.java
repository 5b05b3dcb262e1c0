package io.tidemill.dbt.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The patterns of {@code .dbtignore}, which are those of {@code .gitignore}. */
final class IgnoredFiles {
  private record Rule(Pattern pattern, boolean negated) {}

  private final List<Rule> rules;

  private IgnoredFiles(List<Rule> rules) {
    this.rules = rules;
  }

  static IgnoredFiles of(Path root) {
    Path file = root.resolve(".dbtignore");
    List<Rule> rules = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          String pattern = line.strip();
          if (!pattern.isEmpty() && !pattern.startsWith("#")) {
            rules.add(rule(pattern));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Expected to read " + file + ", but failed", e);
      }
    }
    return new IgnoredFiles(rules);
  }

  /** Whether a path below the project's folder is left out; the last rule that matches decides. */
  boolean matches(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.pattern().matcher(path).matches()) {
        ignored = !rule.negated();
      }
    }
    return ignored;
  }

  private static Rule rule(String written) {
    boolean negated = written.startsWith("!");
    String pattern = negated ? written.substring(1) : written;
    boolean anchored = pattern.indexOf('/') >= 0 && pattern.indexOf('/') < pattern.length() - 1;
    String body = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    boolean folder = body.endsWith("/");
    body = folder ? body.substring(0, body.length() - 1) : body;
    String regex = (anchored ? "" : "(?:.*/)?") + glob(body) + (folder ? "/.*" : "(?:/.*)?");
    return new Rule(Pattern.compile(regex), negated);
  }

  private static String glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
        boolean slash = i + 2 < pattern.length() && pattern.charAt(i + 2) == '/';
        regex.append(slash ? "(?:.*/)?" : ".*");
        i += slash ? 2 : 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
