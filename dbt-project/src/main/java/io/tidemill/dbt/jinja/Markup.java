package io.tidemill.dbt.jinja;

/**
 * A string that is safe in HTML, as the filters tojson and safe return it.
 *
 * <p>Nothing is escaped automatically in dbt, but adding a plain string to one escapes that string.
 */
public record Markup(String text) implements CharSequence {

  /** The value with HTML's special characters replaced; markup stays as it is. */
  static Markup escape(Object value) {
    return value instanceof Markup markup ? markup : new Markup(escapeText(PyRepr.str(value)));
  }

  static String escapeText(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '>' -> escaped.append("&gt;");
        case '<' -> escaped.append("&lt;");
        case '\'' -> escaped.append("&#39;");
        case '"' -> escaped.append("&#34;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
