package io.tidemill.executor.project;

import java.util.List;
import java.util.OptionalInt;

/**
 * Finds the line of a model's file that a line of SQL came from. Pure.
 *
 * <p>Spark counts lines in the statement it was given; that statement holds the compiled query
 * somewhere; the compiled query was rendered from the file. Lines that Jinja did not touch are the
 * same in both and anchor the rest.
 */
public final class SourceLines {
  private static final long LONGEST = 4_000_000;

  private SourceLines() {}

  /**
   * Line of the compiled query, from 1, for a line of the statement; empty when that line is ours,
   * not the user's.
   */
  public static OptionalInt inCompiled(String statement, int line, String compiled) {
    int start = statement.indexOf(compiled.strip());
    if (start < 0 || compiled.isBlank()) {
      return OptionalInt.empty();
    }
    int linesBefore = (int) statement.substring(0, start).chars().filter(c -> c == '\n').count();
    int blankHead =
        (int)
            compiled
                .substring(0, compiled.indexOf(compiled.strip()))
                .chars()
                .filter(c -> c == '\n')
                .count();
    int inCompiled = line - linesBefore + blankHead;
    int length = compiled.split("\n", -1).length;
    return inCompiled >= 1 && inCompiled <= length
        ? OptionalInt.of(inCompiled)
        : OptionalInt.empty();
  }

  /**
   * Line of the file, from 1, that a line of the compiled query was rendered from; empty when none
   * can be told.
   */
  public static OptionalInt inSource(String compiled, int line, String source) {
    List<String> compiledLines = List.of(compiled.split("\n", -1));
    List<String> sourceLines = List.of(source.split("\n", -1));
    boolean tooLong = (long) compiledLines.size() * sourceLines.size() > LONGEST;
    if (line < 1 || line > compiledLines.size() || tooLong) {
      return OptionalInt.empty();
    }
    int[] match = align(compiledLines, sourceLines);
    if (match[line - 1] >= 0) {
      return OptionalInt.of(match[line - 1] + 1);
    }
    // Rendered from an expression: it stands right below the nearest line above that is unchanged.
    for (int above = line - 2; above >= 0; above--) {
      if (match[above] >= 0) {
        int guess = match[above] + (line - 1 - above);
        return guess < sourceLines.size() ? OptionalInt.of(guess + 1) : OptionalInt.empty();
      }
    }
    return line <= sourceLines.size() ? OptionalInt.of(line) : OptionalInt.empty();
  }

  /** Longest common subsequence of the lines: for each compiled line its source line, or -1. */
  private static int[] align(List<String> compiled, List<String> source) {
    int[][] length = new int[compiled.size() + 1][source.size() + 1];
    for (int c = compiled.size() - 1; c >= 0; c--) {
      for (int s = source.size() - 1; s >= 0; s--) {
        length[c][s] =
            same(compiled.get(c), source.get(s))
                ? length[c + 1][s + 1] + 1
                : Math.max(length[c + 1][s], length[c][s + 1]);
      }
    }
    int[] match = new int[compiled.size()];
    int s = 0;
    for (int c = 0; c < compiled.size(); c++) {
      match[c] = -1;
      while (s < source.size()
          && length[c][s] == length[c][s + 1]
          && !same(compiled.get(c), source.get(s))) {
        s++;
      }
      if (s < source.size()
          && same(compiled.get(c), source.get(s))
          && length[c][s] == length[c + 1][s + 1] + 1) {
        match[c] = s++;
      }
    }
    return match;
  }

  private static boolean same(String compiled, String source) {
    return !compiled.isBlank() && compiled.strip().equals(source.strip());
  }
}
