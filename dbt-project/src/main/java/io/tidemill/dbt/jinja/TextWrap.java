package io.tidemill.dbt.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's textwrap with tabs and whitespace left as they are. */
final class TextWrap {

  private static final String SPACE = "[\\t\\n\\u000b\\f\\r ]";
  private static final String NOT_SPACE = "[^\\t\\n\\u000b\\f\\r ]";
  private static final String WORD = "[\\w!\"'&.,?]";
  private static final String LETTER = "[^\\d\\W]";

  private static final Pattern CHUNKS =
      Pattern.compile(
          "("
              + SPACE
              + "+|(?<="
              + WORD
              + ")-{2,}(?=\\w)|"
              + NOT_SPACE
              + "+?(?:-(?:(?<="
              + LETTER
              + "{2}-)|(?<="
              + LETTER
              + "-"
              + LETTER
              + "-))(?="
              + LETTER
              + "-?"
              + LETTER
              + ")|(?="
              + SPACE
              + "|\\Z)|(?<="
              + WORD
              + ")(?=-{2,}\\w)))",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SIMPLE_CHUNKS = Pattern.compile(SPACE + "+|" + NOT_SPACE + "+");

  private TextWrap() {}

  static List<String> wrap(String text, int width, boolean breakLongWords, boolean breakOnHyphens) {
    if (width <= 0) {
      throw JinjaException.value("invalid width " + width + " (must be > 0)");
    }
    List<String> chunks = new ArrayList<>();
    Matcher matcher = (breakOnHyphens ? CHUNKS : SIMPLE_CHUNKS).matcher(text);
    while (matcher.find()) {
      if (!matcher.group().isEmpty()) {
        chunks.add(matcher.group());
      }
    }
    List<String> lines = new ArrayList<>();
    int next = 0;
    while (next < chunks.size()) {
      List<String> line = new ArrayList<>();
      int length = 0;
      if (isBlank(chunks.get(next)) && !lines.isEmpty()) {
        next++;
        if (next == chunks.size()) {
          break;
        }
      }
      while (next < chunks.size() && length + PyText.length(chunks.get(next)) <= width) {
        length += PyText.length(chunks.get(next));
        line.add(chunks.get(next++));
      }
      if (next < chunks.size() && PyText.length(chunks.get(next)) > width) {
        String chunk = chunks.get(next);
        int space = width - length;
        if (breakLongWords) {
          int end = breakPoint(chunk, space, breakOnHyphens);
          line.add(PyText.substring(chunk, 0, end));
          chunks.set(next, PyText.substring(chunk, end, PyText.length(chunk)));
        } else if (line.isEmpty()) {
          line.add(chunk);
          next++;
        }
      }
      if (!line.isEmpty() && isBlank(line.get(line.size() - 1))) {
        line.remove(line.size() - 1);
      }
      if (!line.isEmpty()) {
        lines.add(String.join("", line));
      }
    }
    return lines;
  }

  private static int breakPoint(String chunk, int space, boolean onHyphens) {
    if (onHyphens && PyText.length(chunk) > space) {
      int hyphen = PyText.substring(chunk, 0, space).lastIndexOf('-');
      if (hyphen > 0 && chunk.substring(0, hyphen).chars().anyMatch(c -> c != '-')) {
        return hyphen + 1;
      }
    }
    return space;
  }

  private static boolean isBlank(String chunk) {
    return PyText.strip(chunk).isEmpty();
  }
}
