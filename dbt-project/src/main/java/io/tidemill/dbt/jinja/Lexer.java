package io.tidemill.dbt.jinja;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Cuts template source into tokens on demand.
 *
 * <p>What ends a tag depends on where the lexer is (inside brackets {@code }}} closes dicts, inside
 * raw nothing does), so it keeps that as state and is driven by the parser.
 */
final class Lexer {

  private enum State {
    DATA,
    VARIABLE,
    BLOCK,
    RAW
  }

  private final String source;
  private final Deque<Character> brackets = new ArrayDeque<>();
  private State state = State.DATA;
  private int at;
  private int counted;
  private int line = 1;
  private int lineStart;

  Lexer(String source) {
    this.source = normalizeNewlines(source);
  }

  private static String normalizeNewlines(String source) {
    String unix =
        source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
    return unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
  }

  /** The next token that matters to the parser; EOF at the end and ever after. */
  Token next() {
    while (true) {
      Token token =
          switch (state) {
            case DATA -> data();
            case RAW -> raw();
            case VARIABLE, BLOCK -> tag();
          };
      if (token != null) {
        return token;
      }
    }
  }

  Position position(int offset) {
    while (counted < offset) {
      if (source.charAt(counted++) == '\n') {
        line++;
        lineStart = counted;
      }
    }
    return new Position(line, offset - lineStart + 1);
  }

  private JinjaException fail(String message, int offset) {
    JinjaException failure = new JinjaException(ErrorKind.SYNTAX, message);
    return failure.at(TemplateName.of(""), position(offset));
  }

  private Token token(TokenType type, Object value, int offset) {
    return new Token(type, value, position(offset));
  }

  private @org.jspecify.annotations.Nullable Token data() {
    if (at >= source.length()) {
      return token(TokenType.EOF, "", source.length());
    }
    int open = nextTag(at);
    if (open < 0) {
      return text(at, source.length(), source.length());
    }
    char kind = source.charAt(open + 1);
    int inside = open + 2;
    char sign = inside < source.length() ? source.charAt(inside) : ' ';
    boolean signed = sign == '-' || sign == '+';
    int textEnd = sign == '-' ? stripped(at, open) : open;
    if (textEnd > at) {
      return text(at, textEnd, open);
    }
    at = open;
    if (kind == '#') {
      at = comment(signed ? inside + 1 : inside, open);
      return null;
    }
    int rawStart = kind == '%' ? rawBegin(signed ? inside + 1 : inside) : -1;
    if (rawStart >= 0) {
      at = rawStart;
      state = State.RAW;
      return null;
    }
    at = signed ? inside + 1 : inside;
    state = kind == '{' ? State.VARIABLE : State.BLOCK;
    return token(kind == '{' ? TokenType.VARIABLE_BEGIN : TokenType.BLOCK_BEGIN, "", open);
  }

  private Token text(int from, int to, int resume) {
    Token token = token(TokenType.DATA, source.substring(from, to), from);
    at = resume;
    return token;
  }

  private int nextTag(int from) {
    for (int i = source.indexOf('{', from);
        i >= 0 && i + 1 < source.length();
        i = source.indexOf('{', i + 1)) {
      char c = source.charAt(i + 1);
      if (c == '{' || c == '%' || c == '#') {
        return i;
      }
    }
    return -1;
  }

  /** Where the text of a range ends without its trailing whitespace. */
  private int stripped(int from, int to) {
    int end = to;
    while (end > from && PyText.isSpace(source.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < source.length() && PyText.isSpace(source.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Where the text after a comment continues. */
  private int comment(int from, int open) {
    int close = source.indexOf("#}", from);
    if (close < 0) {
      if (from >= source.length()) {
        return from;
      }
      throw fail("Missing end of comment tag", open);
    }
    boolean strip = close > from && source.charAt(close - 1) == '-';
    return strip ? skipSpace(close + 2) : close + 2;
  }

  /** Where the text of a raw block starts if one is opened here, or -1. */
  private int rawBegin(int from) {
    int word = skipSpace(from);
    if (!source.startsWith("raw", word)) {
      return -1;
    }
    int end = skipSpace(word + 3);
    if (source.startsWith("%}", end)) {
      return end + 2;
    }
    return source.startsWith("-%}", end) ? skipSpace(end + 3) : -1;
  }

  private @org.jspecify.annotations.Nullable Token raw() {
    if (at >= source.length()) {
      return token(TokenType.EOF, "", source.length());
    }
    for (int open = source.indexOf("{%", at); open >= 0; open = source.indexOf("{%", open + 1)) {
      char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
      int word = skipSpace(sign == '-' || sign == '+' ? open + 3 : open + 2);
      if (!source.startsWith("endraw", word)) {
        continue;
      }
      int end = skipSpace(word + 6);
      char closing = end < source.length() ? source.charAt(end) : ' ';
      int close = closing == '-' || closing == '+' ? end + 1 : end;
      if (!source.startsWith("%}", close)) {
        continue;
      }
      int resume = closing == '-' ? skipSpace(close + 2) : close + 2;
      int textEnd = sign == '-' ? stripped(at, open) : open;
      state = State.DATA;
      if (textEnd > at) {
        return text(at, textEnd, resume);
      }
      at = resume;
      return null;
    }
    throw fail("Missing end of raw directive", at);
  }

  private Token tag() {
    at = skipTagSpace();
    if (at >= source.length()) {
      return token(TokenType.EOF, "", source.length());
    }
    if (brackets.isEmpty()) {
      Token end = tagEnd();
      if (end != null) {
        return end;
      }
    }
    char c = source.charAt(at);
    if (c >= '0' && c <= '9') {
      return number();
    }
    if (c == '\'' || c == '"') {
      Token string = string(c);
      if (string != null) {
        return string;
      }
    } else if (isWord(source.codePointAt(at))) {
      return name();
    }
    return operator();
  }

  private int skipTagSpace() {
    return skipSpace(at);
  }

  private @org.jspecify.annotations.Nullable Token tagEnd() {
    String close = state == State.VARIABLE ? "}}" : "%}";
    TokenType type = state == State.VARIABLE ? TokenType.VARIABLE_END : TokenType.BLOCK_END;
    int start = at;
    char c = source.charAt(at);
    if (c == '-' && source.startsWith(close, at + 1)) {
      at = skipSpace(at + 3);
    } else if (c == '+' && state == State.BLOCK && source.startsWith(close, at + 1)) {
      at += 3;
    } else if (source.startsWith(close, at)) {
      at += 2;
    } else {
      return null;
    }
    Token token = token(type, "", start);
    state = State.DATA;
    return token;
  }

  private static boolean isWord(int c) {
    if (c < 0x80) {
      return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
    return Character.isLetterOrDigit(c)
        || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private Token name() {
    int start = at;
    while (at < source.length() && isWord(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
    String name = source.substring(start, at);
    if (!PyText.isIdentifier(name)) {
      throw fail("Invalid character in identifier", start);
    }
    return token(TokenType.NAME, name, start);
  }

  private @org.jspecify.annotations.Nullable Token string(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      return null;
    }
    int start = at;
    at = end + 1;
    try {
      return token(TokenType.STRING, StringEscapes.decode(source.substring(start + 1, end)), start);
    } catch (JinjaException malformed) {
      throw fail(malformed.text(), start);
    }
  }

  private Token number() {
    int start = at;
    int floatEnd = start > 0 && source.charAt(start - 1) == '.' ? -1 : floatEnd(start);
    if (floatEnd > 0) {
      at = floatEnd;
      return token(
          TokenType.FLOAT, Double.parseDouble(source.substring(start, at).replace("_", "")), start);
    }
    int end = prefixedEnd(start);
    int radix = end < 0 ? 10 : radixOf(source.charAt(start + 1));
    if (end < 0) {
      end = source.charAt(start) == '0' ? digitsEnd(start, 1) : digitsEnd(start, 10);
    }
    at = end;
    String digits = source.substring(radix == 10 ? start : start + 2, end).replace("_", "");
    if (radix == 10 && digits.length() > 4300) {
      throw JinjaException.value(
              "Exceeds the limit (4300 digits) for integer string conversion: value has "
                  + digits.length()
                  + " digits; use sys.set_int_max_str_digits() to increase the limit")
          .at(TemplateName.of(""), position(start));
    }
    return token(TokenType.INTEGER, PyNumbers.normalize(new BigInteger(digits, radix)), start);
  }

  private static int radixOf(char prefix) {
    return prefix == 'x' || prefix == 'X' ? 16 : prefix == 'o' || prefix == 'O' ? 8 : 2;
  }

  private int prefixedEnd(int start) {
    if (source.charAt(start) != '0' || start + 1 >= source.length()) {
      return -1;
    }
    char prefix = source.charAt(start + 1);
    if ("bBoOxX".indexOf(prefix) < 0) {
      return -1;
    }
    int radix = radixOf(prefix);
    int i = start + 2;
    int end = -1;
    while (i < source.length()) {
      int digit = source.charAt(i) == '_' ? i + 1 : i;
      if (digit >= source.length()
          || source.charAt(digit) > 0x7f
          || Character.digit(source.charAt(digit), radix) < 0) {
        break;
      }
      i = digit + 1;
      end = i;
    }
    return end;
  }

  /** Where digits below the radix, which single underscores may separate, end. */
  private int digitsEnd(int start, int radix) {
    int i = start;
    while (i < source.length()) {
      int digit = source.charAt(i) == '_' && i > start ? i + 1 : i;
      if (digit >= source.length()
          || source.charAt(digit) < '0'
          || source.charAt(digit) >= '0' + radix) {
        break;
      }
      i = digit + 1;
    }
    return i;
  }

  private int floatEnd(int start) {
    int whole = digitsEnd(start, 10);
    int fraction = whole;
    if (whole < source.length() && source.charAt(whole) == '.') {
      int end = digitsEnd(whole + 1, 10);
      fraction = end > whole + 1 ? end : whole;
    }
    int exponent = exponentEnd(fraction);
    if (exponent > 0) {
      return exponent;
    }
    if (fraction > whole) {
      return fraction;
    }
    return exponentEnd(whole);
  }

  private int exponentEnd(int from) {
    if (from >= source.length() || source.charAt(from) != 'e' && source.charAt(from) != 'E') {
      return -1;
    }
    int digits = from + 1;
    if (digits < source.length()
        && (source.charAt(digits) == '+' || source.charAt(digits) == '-')) {
      digits++;
    }
    int end = digitsEnd(digits, 10);
    return end > digits ? end : -1;
  }

  private Token operator() {
    int start = at;
    if (at + 1 < source.length()) {
      TokenType twice = TokenType.operator(source.substring(at, at + 2));
      if (twice != TokenType.EOF) {
        at += 2;
        return token(twice, "", start);
      }
    }
    String symbol = source.substring(at, at + 1);
    TokenType type = TokenType.operator(symbol);
    if (type == TokenType.EOF) {
      int point = source.codePointAt(at);
      throw fail(
          "unexpected char "
              + PyRepr.quote(Character.toString(point))
              + " at "
              + source.codePointCount(0, at),
          at);
    }
    balance(symbol.charAt(0));
    at++;
    return token(type, "", start);
  }

  private void balance(char symbol) {
    switch (symbol) {
      case '{' -> brackets.push('}');
      case '(' -> brackets.push(')');
      case '[' -> brackets.push(']');
      case '}', ')', ']' -> {
        if (brackets.isEmpty()) {
          throw fail("unexpected '" + symbol + "'", at);
        }
        char expected = brackets.pop();
        if (expected != symbol) {
          throw fail("unexpected '" + symbol + "', expected '" + expected + "'", at);
        }
      }
      default -> {}
    }
  }
}
