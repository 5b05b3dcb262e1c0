package io.tidemill.dbt.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Finds statement tags the way dbt's regular expressions do: of several next things the one that
 * ends first.
 */
final class TagScanner {

  /** A tag; start includes the whitespace before a tag that strips it. */
  record Tag(String type, @Nullable String name, int start, int end) {}

  /** The next occurrence of something; type and name belong to a tag. */
  private record Found(int start, int end, @Nullable String type, @Nullable String name) {}

  private static final Found NOTHING = new Found(Integer.MAX_VALUE, Integer.MAX_VALUE, null, null);

  private final String source;
  private int at;
  private Found block = new Found(-1, -1, null, null);
  private Found comment = new Found(-1, -1, null, null);
  private Found print = new Found(-1, -1, null, null);

  TagScanner(String source) {
    this.source = source;
  }

  int position() {
    return at;
  }

  /** The next tag, or null at the end. */
  @Nullable Tag next() {
    while (true) {
      block = block.start < at ? nextBlock() : block;
      comment = comment.start < at ? nextComment() : comment;
      print = print.start < at ? nextPrint() : print;
      Found first = block;
      first = comment.end < first.end ? comment : first;
      first = print.end < first.end ? print : first;
      if (first == NOTHING) {
        return null;
      }
      at = first.start;
      if (first == comment) {
        skipComment(first.end);
      } else if (first == print) {
        skipPrint(first.end);
      } else {
        return tag(first);
      }
    }
  }

  private Tag tag(Found found) {
    int start = at;
    String type = java.util.Objects.requireNonNull(found.type);
    if (type.equals("raw")) {
      at = rawEnd();
    } else {
      at = found.end;
      skipToClose();
    }
    return new Tag(type, found.name, start, at);
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < source.length() && PyText.isSpace(source.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Where the whitespace before an index starts, not before the current position. */
  private int spaceBefore(int index) {
    int i = index;
    while (i > at && PyText.isSpace(source.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private int nameEnd(int from) {
    int i = from;
    while (i < source.length()
        && (isNameStart(source.charAt(i))
            || i > from && Character.isDigit(source.charAt(i)) && source.charAt(i) < 0x80)) {
      i++;
    }
    return i;
  }

  private static boolean isNameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private Found nextBlock() {
    for (int open = source.indexOf("{%", at); open >= 0; open = source.indexOf("{%", open + 2)) {
      boolean strip = source.startsWith("-", open + 2);
      int type = skipSpace(strip ? open + 3 : open + 2);
      int typeEnd = nameEnd(type);
      if (typeEnd == type) {
        continue;
      }
      int name = skipSpace(typeEnd);
      int nameEnd = name > typeEnd ? nameEnd(name) : name;
      boolean named = nameEnd > name;
      return new Found(
          strip ? spaceBefore(open) : open,
          named ? nameEnd : typeEnd,
          source.substring(type, typeEnd),
          named ? source.substring(name, nameEnd) : null);
    }
    return NOTHING;
  }

  private Found nextComment() {
    int open = source.indexOf("{#", at);
    return open < 0 ? NOTHING : new Found(spaceBefore(open), open + 2, null, null);
  }

  private Found nextPrint() {
    int open = source.indexOf("{{", at);
    return open < 0 ? NOTHING : new Found(open, skipSpace(open + 2), null, null);
  }

  private JinjaException unexpectedEnd(String expected) {
    return new JinjaException(
        ErrorKind.UNEXPECTED_END_OF_FILE,
        "unexpected EOF, expected " + expected + ", got \"" + source.substring(at) + "\"");
  }

  private void skipComment(int from) {
    at = from;
    int close = source.indexOf("#}", from);
    if (close < 0) {
      throw unexpectedEnd("#}");
    }
    at = close + 2;
  }

  private void skipPrint(int from) {
    at = from;
    while (true) {
      int close = source.indexOf("}}", at);
      int quote = nextQuote(at);
      if (close < 0 && quote < 0) {
        throw unexpectedEnd("}}");
      }
      if (close >= 0 && (quote < 0 || close + 2 < quote + 1)) {
        at = close + 2;
        return;
      }
      skipString();
    }
  }

  private void skipToClose() {
    while (true) {
      int close = source.indexOf("%}", at);
      boolean strip = close > at && source.charAt(close - 1) == '-';
      int closeEnd = close < 0 ? Integer.MAX_VALUE : strip ? skipSpace(close + 2) : close + 2;
      int quote = nextQuote(at);
      if (close < 0 && quote < 0) {
        throw unexpectedEnd("tag close (\"%}\")");
      }
      if (quote < 0 || closeEnd < quote + 1) {
        at = closeEnd;
        return;
      }
      at = quote;
      skipString();
    }
  }

  private int nextQuote(int from) {
    for (int i = from; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\'' || c == '"') {
        return i;
      }
    }
    return -1;
  }

  private void skipString() {
    for (int open = nextQuote(at); open >= 0; open = nextQuote(open + 1)) {
      int end = open + 1;
      while (end < source.length() && source.charAt(end) != source.charAt(open)) {
        end += source.charAt(end) == '\\' ? 2 : 1;
      }
      if (end < source.length()) {
        at = end + 1;
        return;
      }
    }
    throw unexpectedEnd("string");
  }

  /** Where the raw block that starts at or after the current position ends. */
  private int rawEnd() {
    int inside = tagAfter("raw", at);
    int end = inside < 0 ? -1 : tagAfter("endraw", inside);
    if (end < 0) {
      throw unexpectedEnd("{% raw %}...{% endraw %}");
    }
    return end;
  }

  private int tagAfter(String word, int from) {
    for (int open = source.indexOf("{%", from); open >= 0; open = source.indexOf("{%", open + 2)) {
      int start = skipSpace(source.startsWith("-", open + 2) ? open + 3 : open + 2);
      if (!source.startsWith(word, start)) {
        continue;
      }
      int end = skipSpace(start + word.length());
      if (source.startsWith("-%}", end)) {
        return skipSpace(end + 3);
      }
      if (source.startsWith("%}", end)) {
        return end + 2;
      }
    }
    return -1;
  }
}
